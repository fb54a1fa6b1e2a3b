import { expect, test } from 'vitest';
import { excerptOf } from './bank-words.ts';

test('a table in an excerpt is the words of its cells', () => {
	expect(
		excerptOf({ prompt: 'Look:\n\n| kg | m |\n| --- | :-: |\n| 1 | 2 |\n\nWhat | why?' })
	).toBe('Look: kg m 1 2 What | why?');
});

test('what is no table keeps its signs', () => {
	expect(excerptOf({ prompt: 'P(A | B)\n\nis --- what?' })).toBe('P(A | B) is --- what?');
});
