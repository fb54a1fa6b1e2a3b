import { expect, test } from 'vitest';
import { durationWords, elapsedDigits } from './duration.ts';

test('a length of time has as many units as matter', () => {
	expect(durationWords(400, 'en')).toBe('0.4 seconds');
	expect(durationWords(1000, 'en')).toBe('1 second');
	expect(durationWords(12_300, 'en')).toBe('12 seconds');
	expect(durationWords(125_000, 'en')).toBe('2 minutes, 5 seconds');
	expect(durationWords(120_000, 'en')).toBe('2 minutes');
	expect(durationWords(3_840_000, 'en')).toBe('1 hour, 4 minutes');
	expect(durationWords(90_000_000, 'en')).toBe('1 day, 1 hour');
});

test('rounding never says 60 seconds or 60 minutes', () => {
	expect(durationWords(59_700, 'en')).toBe('1 minute');
	expect(durationWords(3_599_800, 'en')).toBe('1 hour');
	expect(durationWords(86_399_000, 'en')).toBe('1 day');
});

test('nothing and less than nothing are zero seconds', () => {
	expect(durationWords(0, 'en')).toBe('0 seconds');
	expect(durationWords(-5, 'en')).toBe('0 seconds');
});

test('plurals follow the language', () => {
	expect(durationWords(1000, 'es')).toBe('1 segundo');
	expect(durationWords(5000, 'fr').replace(/\s/u, ' ')).toBe('5 secondes');
	expect(durationWords(3000, 'ar')).toBe('3 ثوان');
	expect(durationWords(11_000, 'ar')).toBe('11 ثانية');
	expect(durationWords(2000, 'hi')).toBe('2 सेकंड');
});

test('short words fit a table', () => {
	expect(durationWords(125_000, 'en', 'short')).toBe('2 min 5 sec');
});

test('elapsed time is written like a clock', () => {
	expect(elapsedDigits(0)).toBe('0:00');
	expect(elapsedDigits(425_999)).toBe('7:05');
	expect(elapsedDigits(4_025_000)).toBe('1:07:05');
	expect(elapsedDigits(-65_000)).toBe('−1:05');
});
