import { expect, test } from 'vitest';
import { settle, type Settled } from './settle.ts';

const after = (...said: [string, number][]) =>
	said.reduce<Settled<string>>((before, [value, at]) => settle(before, value, at), {
		shown: null,
		next: null
	}).shown;

test('the first is shown at once, another only when it was said for a second', () => {
	expect(after(['dark', 0])).toBe('dark');
	expect(after(['dark', 0], ['well', 200], ['well', 900])).toBe('dark');
	expect(after(['dark', 0], ['well', 200], ['well', 1200])).toBe('well');
});

test('what goes to and fro changes nothing', () => {
	expect(
		after(['well', 0], ['far', 200], ['well', 400], ['far', 600], ['well', 800], ['far', 1300])
	).toBe('well');
});
