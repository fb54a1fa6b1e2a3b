import { expect, test } from 'vitest';
import { countWords } from './count-words.ts';

test('punctuation and spaces are no words', () => {
	expect(countWords('')).toBe(0);
	expect(countWords('  … – !')).toBe(0);
	expect(countWords('Don’t panic — 42 towels.')).toBe(4);
});

test('a script without spaces has words too', () => {
	expect(countWords('数学は楽しい', 'ja')).toBeGreaterThan(1);
});
