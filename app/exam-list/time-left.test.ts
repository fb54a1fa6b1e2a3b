import { expect, test } from 'vitest';
import { timeLeftMs } from './time-left.ts';

const left = { ms: 45_000, wall: 500_000, standsMs: 0 };

test('time goes on while the exam is closed, and never below nothing', () => {
	expect(timeLeftMs(left, 500_000)).toBe(45_000);
	expect(timeLeftMs(left, 520_000)).toBe(25_000);
	expect(timeLeftMs(left, 900_000)).toBe(0);
});

test('in a pause it stands until somebody ends it', () => {
	expect(timeLeftMs({ ...left, standsMs: null }, 900_000)).toBe(45_000);
});

test('in a break it stands as long as the break can last, and then goes on', () => {
	const rests = { ...left, standsMs: 60_000 };
	expect(timeLeftMs(rests, 560_000)).toBe(45_000);
	expect(timeLeftMs(rests, 570_000)).toBe(35_000);
	expect(timeLeftMs(rests, 900_000)).toBe(0);
});

test('a clock that was set back gives no time, and what is not known is not claimed', () => {
	expect(timeLeftMs(left, 100_000)).toBe(45_000);
	expect(timeLeftMs(undefined, 0)).toBe(null);
});
