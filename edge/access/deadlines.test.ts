import { expect, test } from 'vitest';
import { attemptState } from '#sync/schema/attempt.ts';
import { expiredOf, locksAt, nextLookAt } from './deadlines.ts';

const standing = (id: string, state: string, lastWordAt: number) => ({
	id,
	state: attemptState.parse(state),
	lastWordAt
});

test('an attempt that was never begun expires after its own last word, and no other ever does', () => {
	const all = attemptState.options.map((state) => standing(state, state, 100));
	expect(expiredOf(all, 101).sort()).toEqual(['assigned', 'ready']);
	expect(expiredOf(all, 100)).toEqual([]);
	const mixed = [standing('early', 'ready', 50), standing('late', 'ready', 150)];
	expect(expiredOf(mixed, 101)).toEqual(['early']);
});

test('a sitting locks after the last word of whoever has most time', () => {
	const all = [standing('a', 'accepted', 100), standing('b', 'in_progress', 300)];
	expect(locksAt(all, 200)).toBe(300);
	expect(locksAt([], 200)).toBe(200);
});

test('it is looked at again when the next thing is over, at once after a downtime, and then no more', () => {
	const open = { planned: 200, locked: false };
	const all = [standing('a', 'ready', 100), standing('b', 'accepted', 300)];
	expect(nextLookAt(all, open, 10)).toBe(101);
	expect(
		nextLookAt([standing('a', 'expired', 100), standing('b', 'accepted', 300)], open, 150)
	).toBe(301);
	expect(nextLookAt(all, open, 1_000)).toBe(1_000);
	expect(nextLookAt([standing('b', 'accepted', 300)], { planned: 200, locked: true }, 10)).toBe(
		null
	);
	// Locked by hand, what was never begun still expires.
	expect(nextLookAt(all, { planned: 200, locked: true }, 10)).toBe(101);
});
