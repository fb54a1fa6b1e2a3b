import { expect, test } from 'vitest';
import { countdown } from './countdown.ts';

test.each([
	[-5, '0:00'],
	[1, '0:01'],
	[60_000, '1:00'],
	[3_599_001, '1:00:00'],
	[26 * 3_600_000 + 5000, '26:00:05']
])('%d ms is %s', (ms, text) => {
	expect(countdown(ms)).toBe(text);
});
