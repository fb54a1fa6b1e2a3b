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

test('a room’s row gets the name, the number and what was granted as Postgres has them', () => {
	const facts = factsOf({ ...row, studentName: 'New name', accommodation, number: 2 });
	const known = { ...row, studentName: 'New name', accommodation, number: 2 };
	expect(withFacts(row, facts)).toEqual(known);
	expect(withFacts(row, undefined)).toEqual(row);
});

test('what was ended is gone from the row', () => {
	expect(withFacts({ ...row, accommodation }, factsOf(row))).toEqual(row);
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
	expect(withFacts(row, factsOf({ ...row, arrangement }))).toEqual({ ...row, arrangement });
	expect(withFacts({ ...row, arrangement }, factsOf(row))).toEqual(row);
});
