import fc from 'fast-check';
import { expect, test } from 'vitest';
import { countingAttempt, countingIds, mayBeginAnother } from './attempt-numbers.ts';
import type { Counted, Numbered } from './attempt-numbers.ts';

const handedIn = (number: number, changes: Partial<Numbered> = {}): Numbered => ({
	number,
	state: 'accepted',
	submitted: true,
	...changes
});
const says = (attempts: Numbered[], changes: Partial<Parameters<typeof mayBeginAnother>[0]> = {}) =>
	mayBeginAnother({ attempts, allowed: 3, opensAt: 10, closesAt: 20, now: 15, ...changes });

test('after a hand-in another may be begun, as often as is allowed', () => {
	expect(says([handedIn(1)])).toBe('yes');
	expect(says([handedIn(2), handedIn(1)])).toBe('yes');
	expect(says([handedIn(3), handedIn(1), handedIn(2)])).toBe('used_up');
	expect(says([handedIn(1)], { allowed: 1 })).toBe('used_up');
	expect(says([handedIn(99)], { allowed: null })).toBe('yes');
});

test('attack: a second one while the first runs', () => {
	for (const state of ['assigned', 'ready', 'in_progress', 'paused'] as const)
		expect(says([handedIn(1, { state, submitted: false })])).toBe('still_running');
	// Held in the middle it goes on; held after the hand-in it waits for a person, and the student need not.
	expect(says([handedIn(1, { state: 'held', submitted: false })])).toBe('still_running');
	expect(says([handedIn(1, { state: 'held' })])).toBe('yes');
	expect(says([handedIn(1), handedIn(2, { state: 'ready', submitted: false })])).toBe(
		'still_running'
	);
});

test('it may be begun in the student’s own window only', () => {
	expect(says([handedIn(1)], { now: 9 })).toBe('not_open_yet');
	expect(says([handedIn(1)], { now: 20 })).toBe('yes');
	expect(says([handedIn(1)], { now: 21 })).toBe('closed');
});

test('who was withdrawn or never began has nothing to begin again', () => {
	expect(says([])).toBe('no_attempt');
	expect(says([handedIn(1, { state: 'withdrawn' })])).toBe('no_attempt');
	expect(says([handedIn(1, { state: 'expired', submitted: false })])).toBe('no_attempt');
	// Declared void, it was used up and the next one may follow.
	expect(says([handedIn(1, { state: 'voided' })])).toBe('yes');
});

const counted = (number: number, points: number | null, more: Partial<Counted> = {}): Counted => ({
	...handedIn(number),
	id: `attempt-${number}`,
	points,
	maximum: 10,
	...more
});

test('the last that was handed in counts, or the best one', () => {
	const all = [counted(1, 8), counted(2, 5), counted(3, 9, { state: 'ready', submitted: false })];
	expect(countingAttempt(all, 'last')?.number).toBe(2);
	expect(countingAttempt(all, 'best')?.number).toBe(1);
	expect(countingAttempt([], 'best')).toBe(null);
	expect(countingAttempt([counted(1, 3, { state: 'voided' })], 'last')).toBe(null);
});

test('what waits for a person counts only beside none that is accepted', () => {
	const held = counted(2, 9, { state: 'held' });
	for (const rule of ['best', 'last'] as const) {
		expect(countingAttempt([counted(1, 5), held], rule)?.number).toBe(1);
		expect(countingAttempt([counted(1, 5, { state: 'released' }), held], rule)?.number).toBe(1);
		expect(countingAttempt([held], rule)?.number).toBe(2);
	}
});

test('what is not marked yet is never better, and of equally good ones the later counts', () => {
	expect(countingAttempt([counted(1, 0), counted(2, null)], 'best')?.number).toBe(1);
	expect(countingAttempt([counted(1, null), counted(2, null)], 'best')?.number).toBe(2);
	expect(countingAttempt([counted(1, 4), counted(2, 4)], 'best')?.number).toBe(2);
});

test('in whatever order they come, the same one counts', () => {
	const attempts = fc.array(fc.option(fc.integer({ min: 0, max: 3 })), { maxLength: 6 });
	fc.assert(
		fc.property(attempts, fc.constantFrom('best', 'last'), (points, rule) => {
			const all = points.map((each, at) => counted(at + 1, each));
			const one = countingAttempt(all, rule);
			expect(countingAttempt(all.toReversed(), rule)).toEqual(one);
		})
	);
});

test('of different papers the better share is the better attempt', () => {
	const all = [counted(1, 6, { maximum: 8 }), counted(2, 7, { maximum: 10 })];
	expect(countingAttempt(all, 'best')?.number).toBe(1);
	// The same marks, added up in another order.
	const same = [counted(2, 0.1 + 0.2 + 0.3), counted(1, 0.3 + 0.2 + 0.1)];
	expect(countingAttempt(same, 'best')?.number).toBe(2);
	expect(countingAttempt(same.toReversed(), 'best')?.number).toBe(2);
});

test('each student has one that counts at each sitting, by that sitting’s rule', () => {
	const at = (id: string, student: string, sitting: string, one: Counted) => ({
		...one,
		id,
		student,
		sitting,
		rule: sitting === 'x' ? ('best' as const) : ('last' as const)
	});
	const all = [
		at('a', 's', 'x', counted(1, 8)),
		at('b', 's', 'x', counted(2, 5)),
		at('c', 's', 'y', counted(1, 8)),
		at('d', 's', 'y', counted(2, 5)),
		at('e', 't', 'x', counted(1, 9, { state: 'voided' })),
		at('f', 'u', 'y', counted(1, 2))
	];
	expect(countingIds(all)).toEqual(new Set(['a', 'd', 'f']));
});
