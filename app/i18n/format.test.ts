import { expect, test } from 'vitest';
import { speak } from '#app/testing/speak.ts';
import type { Locale } from './language.svelte.ts';
import {
	formatBytes,
	formatExact,
	formatFromNow,
	formatLength,
	formatWindow,
	formatZonedSpan,
	readsTwoWays
} from './format.ts';

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

test('a span names a day that is both of its ends once, by the clocks it is said for', () => {
	const from = Date.UTC(2030, 4, 6, 21);
	const span = (zone: string) => formatZonedSpan(from, from + 2 * hour, zone);
	expect(span('UTC')).toMatch(/^[^–]*6[^–]* 21:00 – 23:00$/);
	expect(span('Europe/Berlin')).toMatch(/^[^–]*6[^–]* 23:00 – [^–]*7[^–]* 01:00$/);
});

test('in Arabic the comma between day and time is Arabic', () => {
	speak('ar');
	const noon = new Date(2026, 4, 5, 12).getTime();
	expect(formatWindow(noon, noon + 2 * hour, noon)).toBe('اليوم، 12:00 – 14:00');
});

test('bytes are told in the unit that fits', () => {
	expect(formatBytes(0)).toBe('0 byte');
	expect(formatBytes(13_400_000)).toBe('13 MB');
	expect(formatBytes(10_700_000_000)).toBe('10.7 GB');
});

test.each<[Locale, string, ReturnType<typeof readsTwoWays>]>([
	['en', '8,850', { grouped: '8850', plain: '8.85' }],
	['en', '8.850', null],
	['es', '8.850', { grouped: '8850', plain: '8,85' }],
	['es', '8,850', null],
	['fr', '8,850', null],
	['hi', '८,८५०', { grouped: '8850', plain: '8.85' }],
	['ar', '٨,٨٥٠', { grouped: '8850', plain: '8.85' }],
	['ar', '٨٫٨٥٠', null]
])('a person who reads %s can mean by %s: %o', (locale, text, both) => {
	speak(locale);
	expect(readsTwoWays(text)).toEqual(both);
});

test('with its unit a number reads two ways as without', () => {
	expect(readsTwoWays('8,850 km', 'km')).toEqual({ grouped: '8850', plain: '8.85' });
	expect(readsTwoWays('8,850 km')).toBeNull();
});

test('a number others are measured by is said to its last digit', () => {
	expect(formatExact(0.000_12)).toBe('0.00012');
	expect(formatExact(0.000_05, { share: true })).toBe('0.005%');
});
