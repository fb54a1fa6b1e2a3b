import { expect, test } from 'vitest';
import { FULL_BYTES, OVERFULL_BYTES, RoomLoad } from './room-load.ts';

const BACKLOG = 500_000;

/** Until it asks somebody to come again. */
function fill(load: RoomLoad, now = 0) {
	const left: (() => void)[] = [];
	for (;;) {
		const taken = load.take(BACKLOG, now);
		if ('retryAfterMs' in taken) return { left, retryAfterMs: taken.retryAfterMs };
		left.push(taken.left);
	}
}

test('a room takes as much as it has memory for, and asks the next one to come again', () => {
	const { left } = fill(new RoomLoad());
	expect(left.length * BACKLOG).toBeLessThanOrEqual(FULL_BYTES);
	expect((left.length + 1) * BACKLOG).toBeGreaterThan(FULL_BYTES);
});

test('somebody at work is served while those who come back wait', () => {
	const load = new RoomLoad();
	fill(load);
	expect(load.take(900, 0)).toHaveProperty('left');
	let taken = FULL_BYTES;
	while ('left' in load.take(16_000, 0)) taken += 16_000;
	expect(taken).toBeLessThan(OVERFULL_BYTES);
});

test('what is done makes way', () => {
	const load = new RoomLoad();
	const { left } = fill(load);
	left[0]?.();
	expect(load.take(BACKLOG, 10)).toHaveProperty('left');
	expect(load.take(BACKLOG, 10)).toHaveProperty('retryAfterMs');
});

test('the wait is as long as what waits will take, between one second and half a minute', () => {
	const load = new RoomLoad();
	const { left, retryAfterMs } = fill(load);
	expect(retryAfterMs).toBe(30_000);
	// Half of it in four seconds: the other half takes as long.
	for (const each of left.slice(0, left.length / 2)) each();
	const again = fill(load, 4_000);
	expect(again.retryAfterMs).toBeGreaterThan(6_000);
	expect(again.retryAfterMs).toBeLessThan(9_000);
	for (const each of left.slice(left.length / 2)) each();
	for (const each of again.left.slice(1)) each();
	expect('retryAfterMs' in load.take(FULL_BYTES, 4_100)).toBe(true);
	const soon = load.take(FULL_BYTES, 4_100);
	expect(soon).toEqual({ retryAfterMs: 1_000 });
});

test('a frame larger than all there is room for is taken when nothing waits', () => {
	expect(new RoomLoad().take(FULL_BYTES + 1, 0)).toHaveProperty('left');
});

test('the staff are told how many were asked to come again, until nobody was for a while', () => {
	const load = new RoomLoad();
	expect(load.rush(0)).toBeNull();
	fill(load, 1_000);
	load.take(BACKLOG, 9_000);
	expect(load.rush(9_000)).toEqual({ since: 1_000, turnedAway: 2 });
	expect(load.rush(25_000)).toBeNull();
	load.take(BACKLOG, 30_000);
	expect(load.rush(30_000)).toEqual({ since: 30_000, turnedAway: 1 });
});
