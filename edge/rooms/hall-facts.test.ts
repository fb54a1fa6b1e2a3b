import { expect, test } from 'vitest';
import type { AttemptRow } from '#sync/schema/hall.ts';
import { factsOf, withFacts } from './hall-facts.ts';

const accommodation = {
	breaksMs: 0,
	largerText: true,
	reader: false,
	off: [],
	addedMs: 0,
	ownWindow: false
};
const row: AttemptRow = {
	attempt: '00000000-0000-4000-8000-000000000001',
	studentName: 'Name of the ticket',
	state: 'in_progress',
	sync: 'synced',
	connected: true,
	lastContactAt: 5,
	entries: 10,
	responses: 2,
	observations: 0,
	newest: null,
	waitingForDatabase: 0
};

const planned = { opensAt: 0, closesAt: 120_000, durationMs: 60_000 };

test('a room’s row gets the name, the number and what was granted as Postgres has them', () => {
	const facts = factsOf({ ...row, planned, studentName: 'New name', accommodation, number: 2 });
	const known = { ...row, studentName: 'New name', accommodation, number: 2 };
	expect(withFacts(row, facts)).toEqual(known);
	expect(withFacts(row, undefined)).toEqual(row);
});

test('what was ended is gone from the row', () => {
	expect(withFacts({ ...row, accommodation }, factsOf({ ...row, planned }))).toEqual(row);
});

test('an attempt that was begun has what its ticket holds; what was granted since stands beside it', () => {
	const begun = { ...row, begun: planned };
	const facts = factsOf({ ...row, planned, accommodation });
	const known = withFacts(begun, facts);
	expect(known.accommodation).toBeUndefined();
	expect(known.grantedSince).toEqual(accommodation);
	const { addedMs: _added, ownWindow: _window, ...ticketed } = accommodation;
	const held = withFacts({ ...row, begun: { ...planned, accommodation: ticketed } }, facts);
	expect(held.accommodation).toEqual(accommodation);
	expect(held.grantedSince).toBeUndefined();
	// Ended meanwhile, it goes on in the exam that was begun with it.
	const ended = withFacts(
		{ ...row, begun: { ...planned, accommodation: ticketed } },
		factsOf({ ...row, planned })
	);
	expect(ended.accommodation).toEqual(accommodation);
});

test('what a student asked for instead of accepting the notice stands in a room’s row too', () => {
	const arrangement = {
		id: '00000000-0000-4000-8000-000000000002',
		reason: 'camera' as const,
		words: '',
		askedAt: 1,
		withdrawn: false,
		answer: null
	};
	expect(withFacts(row, factsOf({ ...row, planned, arrangement }))).toEqual({
		...row,
		arrangement
	});
	expect(withFacts({ ...row, arrangement }, factsOf({ ...row, planned }))).toEqual(row);
});
