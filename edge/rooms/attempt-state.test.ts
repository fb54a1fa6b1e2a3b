import { expect, test } from 'vitest';
import { attemptStateOf } from './attempt-state.ts';
import type { AttemptPart } from './attempt-state.ts';

const part = (session: string, more: Partial<AttemptPart> = {}): AttemptPart => ({
	session,
	state: 'in_progress',
	forked: false,
	submitted: false,
	lastResponseSeq: 5,
	previous: null,
	...more
});
const handedIn = { state: 'accepted', submitted: true } as const;

test('one session speaks for its attempt', () => {
	expect(attemptStateOf([])).toBe(null);
	expect(attemptStateOf([part('a')])).toBe('in_progress');
	expect(attemptStateOf([part('a', handedIn)])).toBe('accepted');
	expect(attemptStateOf([part('a', { ...handedIn, state: 'held' })])).toBe('held');
});

test('a hand-in on the second device counts, whatever the first one says later', () => {
	const second = part('b', { ...handedIn, previous: { session: 'a', seq: 7 } });
	expect(attemptStateOf([part('a'), second])).toBe('accepted');
});

test('responses written on the first device after the hand-over are for a person to judge', () => {
	const second = part('b', { ...handedIn, previous: { session: 'a', seq: 7 } });
	expect(attemptStateOf([part('a', { lastResponseSeq: 8 }), second])).toBe('held');
});

test('attack: a second device opened beside a hand-in neither reopens the attempt nor changes it unseen', () => {
	expect(attemptStateOf([part('a', handedIn), part('b', { lastResponseSeq: -1 })])).toBe(
		'accepted'
	);
	expect(attemptStateOf([part('a', handedIn), part('b')])).toBe('held');
	expect(attemptStateOf([part('a', handedIn), part('b', handedIn)])).toBe('held');
});

test('a fork anywhere holds the attempt', () => {
	expect(attemptStateOf([part('a', { forked: true }), part('b', handedIn)])).toBe('held');
});

test('a left device whose clock handed in what had been handed over says nothing against the device that went on', () => {
	const second = part('b', { ...handedIn, previous: { session: 'a', seq: 5 } });
	const byClock = part('a', { submitted: true, byClock: true, state: 'held' });
	expect(attemptStateOf([byClock, second])).toBe('accepted');
	// More was answered there, or somebody handed in there.
	expect(attemptStateOf([{ ...byClock, lastResponseSeq: 6 }, second])).toBe('held');
	expect(attemptStateOf([{ ...byClock, byClock: false }, second])).toBe('held');
	// Alone it is the end of the attempt.
	expect(attemptStateOf([byClock])).toBe('held');
	expect(attemptStateOf([byClock, { ...second, submitted: false, state: 'in_progress' }])).toBe(
		'in_progress'
	);
});
