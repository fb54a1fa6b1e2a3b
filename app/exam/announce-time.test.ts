import { expect, test } from 'vitest';
import { crossedThreshold } from './announce-time.ts';

const minutes = (value: number) => value * 60_000;
const hour = minutes(60);

test('half, 10, 5 and 1 minute are each said once as they are crossed', () => {
	const said: number[] = [];
	for (let left = hour; left > 0; left -= 1000) {
		const crossed = crossedThreshold(left, left - 1000, hour);
		if (crossed !== null) said.push(crossed / 60_000);
	}
	expect(said).toEqual([30, 10, 5, 1]);
});

test('a laptop that slept over several thresholds says only the last', () => {
	expect(crossedThreshold(minutes(40), minutes(4), hour)).toBe(minutes(5));
});

test('a short exam is not told of more time than it has', () => {
	expect(crossedThreshold(minutes(7), minutes(4.9), minutes(7))).toBe(minutes(5));
	expect(crossedThreshold(minutes(11), minutes(9), minutes(7))).toBeNull();
});
