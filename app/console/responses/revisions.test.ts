import { expect, test } from 'vitest';
import type { ResponseValue } from '#sync/schema/response.ts';
import { isEmpty, RevisionCollector, REST_MS } from './revisions.ts';

const essay = (text: string): ResponseValue => ({ type: 'essay', text });
const choice = (value: string | null): ResponseValue => ({ type: 'single_choice', choice: value });

function collect(changes: readonly (readonly [at: number, value: ResponseValue] | 'leave')[]) {
	const collector = new RevisionCollector();
	changes.forEach((change, entry) => {
		if (change === 'leave') collector.leave();
		else collector.add({ at: change[0], value: change[1], entry, session: 0 });
	});
	return collector.revisions;
}

test('what was typed in one go is one revision with its first and last moment', () => {
	const revisions = collect([
		[0, essay('T')],
		[400, essay('Th')],
		[19_000, essay('The')]
	]);
	expect(revisions).toEqual([
		{ value: essay('The'), from: 0, to: 19_000, entry: 2, session: 0, changes: 3 }
	]);
});

test('a rest begins a new revision', () => {
	expect(
		collect([
			[0, essay('A')],
			[REST_MS, essay('AB')]
		])
	).toHaveLength(2);
});

test('leaving the item begins a new revision even when the student is back at once', () => {
	expect(collect([[0, essay('A')], 'leave', [10, essay('AB')]])).toHaveLength(2);
});

test('every change of a choice is a revision, however fast', () => {
	expect(
		collect([
			[0, choice('a')],
			[1, choice('b')],
			[2, choice(null)]
		])
	).toHaveLength(3);
});

test('a value that says nothing is empty, whatever its type', () => {
	expect(isEmpty(null)).toBe(true);
	expect(isEmpty(choice(null))).toBe(true);
	expect(isEmpty({ type: 'multiple_choice', choices: [] })).toBe(true);
	expect(isEmpty({ type: 'true_false', value: false })).toBe(false);
	expect(isEmpty({ type: 'numeric', text: ' ' })).toBe(true);
	expect(isEmpty(essay('a'))).toBe(false);
});
