import { expect, test } from 'vitest';
import { excerptOf, plain } from './bank-words.ts';

test('a table in an excerpt is the words of its cells', () => {
	expect(
		excerptOf({ prompt: 'Look:\n\n| kg | m |\n| --- | :-: |\n| 1 | 2 |\n\nWhat | why?' })
	).toBe('Look: kg m 1 2 What | why?');
});

test('what is no table keeps its signs', () => {
	expect(excerptOf({ prompt: 'P(A | B)\n\nis --- what?' })).toBe('P(A | B) is --- what?');
});

test('what stands above, below or over a line is found by its words; escaped it is letters', () => {
	expect(plain('<u>H<sub>2</sub>O</u> and 10<sup>3</sup>')).toBe('h2o and 10^3');
	expect(plain('\\<u>so\\</u>, <sub>a')).toBe('<u>so</u>, <sub>a');
});
