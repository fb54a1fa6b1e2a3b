import { expect, test } from 'vitest';
import { createClockWatch } from './clock-watch.ts';

test('a clock that was set is noticed once, with its direction', () => {
	const watch = createClockWatch();
	expect(watch.step(1_000_000, 500)).toBeNull();
	expect(watch.step(1_001_003, 1_500)).toBeNull();
	expect(watch.step(702_003, 2_500)).toBe(-300_000);
	expect(watch.step(703_003, 3_500)).toBeNull();
});

test('a monotonic clock that stood still while the device slept is noticed as well', () => {
	const watch = createClockWatch();
	watch.step(0, 0);
	expect(watch.step(61_000, 1_000)).toBe(60_000);
});
