import { expect, test } from 'vitest';
import { timeLeftMs } from './time-left.ts';

const left = { ms: 45_000, wall: 500_000, stands: false };

test('time goes on while the exam is closed, and never below nothing', () => {
	expect(timeLeftMs(left, 500_000)).toBe(45_000);
	expect(timeLeftMs(left, 520_000)).toBe(25_000);
	expect(timeLeftMs(left, 900_000)).toBe(0);
});

test('in a break or a pause it stands', () => {
	expect(timeLeftMs({ ...left, stands: true }, 900_000)).toBe(45_000);
});

test('a clock that was set back gives no time, and what is not known is not claimed', () => {
	expect(timeLeftMs(left, 100_000)).toBe(45_000);
	expect(timeLeftMs(undefined, 0)).toBe(null);
});
