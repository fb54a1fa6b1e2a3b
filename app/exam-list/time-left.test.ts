import { expect, test } from 'vitest';
import { timeLeftMs } from './time-left.ts';

const exam = { durationMs: 60_000, closesAt: 1_000_000 };
const used = { ms: 10_000, wall: 500_000, carriedMs: 5_000 };

test('time goes on while the exam is closed, and never below nothing', () => {
	expect(timeLeftMs(exam, used, 500_000, 500_000)).toBe(45_000);
	expect(timeLeftMs(exam, used, 520_000, 520_000)).toBe(25_000);
	expect(timeLeftMs(exam, used, 900_000, 900_000)).toBe(0);
});

test('a clock that was set back gives no time, and the end of the sitting is the end', () => {
	expect(timeLeftMs(exam, used, 100_000, 500_000)).toBe(45_000);
	expect(timeLeftMs(exam, used, 500_000, 980_000)).toBe(20_000);
	expect(timeLeftMs(exam, null, 0, 0)).toBe(null);
});
