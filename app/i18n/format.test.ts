import { expect, test } from 'vitest';
import { formatBytes, formatFromNow, formatLength, formatWindow, readsTwoWays } from './format.ts';

const minute = 60_000;
const hour = 60 * minute;

test.each([
	[0, '0 seconds'],
	[8000, '8 seconds'],
	[90 * minute, '1 hour, 30 minutes'],
	[2 * hour, '2 hours'],
	[2 * hour + 7000, '2 hours'],
	[719 * hour + 56 * minute, '29 days, 23 hours']
])('%d ms is %s', (ms, text) => {
	expect(formatLength(ms)).toBe(text);
});

test('times from now are as coarse as they are far', () => {
	expect(formatFromNow(20 * minute, 0)).toBe('in 20 minutes');
	expect(formatFromNow(20 * hour, 0)).toBe('in 20 hours');
	expect(formatFromNow(0, 72 * hour)).toBe('3 days ago');
});

test('a window within a day names the day once', () => {
	const noon = new Date(2026, 4, 5, 12).getTime();
	expect(formatWindow(noon, noon + 2 * hour, noon)).toMatch(/^Today, 12:00 – 14:00$/);
	expect(formatWindow(noon, noon + 20 * hour, noon)).toMatch(/^Today, .+ – Tomorrow, .+$/);
});

test('bytes are told in the unit that fits', () => {
	expect(formatBytes(0)).toBe('0 byte');
	expect(formatBytes(13_400_000)).toBe('13 MB');
	expect(formatBytes(10_700_000_000)).toBe('10.7 GB');
});

test.each([
	['8,850', { grouped: '8850', plain: '8.85' }],
	[' -1,000 ', { grouped: '-1000', plain: '-1' }],
	['8.850', null],
	['0,125', null],
	['8,85', null],
	['1234,567', null],
	['8850', null]
])('a person who writes English can mean by %s: %o', (text, both) => {
	expect(readsTwoWays(text)).toEqual(both);
});
