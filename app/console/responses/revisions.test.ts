import { expect, test } from 'vitest';
import type { EntryContent } from '#sync/schema/entry.ts';
import { logFixture } from '../log-fixture.ts';
import { REST_MS, revisionsOf } from './revisions.ts';

const typing = (at: number, insert: string, length: number): EntryContent => ({
	kind: 'response',
	data: { item: 'q1', delta: { at, remove: 0, insert, length } }
});
const choice = (item: string, value: string | null): EntryContent => ({
	kind: 'response',
	data: { item, value: { type: 'single_choice', choice: value } }
});
const visit = (item: string): EntryContent => ({
	kind: 'navigation',
	data: { item, action: 'visit' }
});

const revise = (contents: readonly [number, EntryContent][], item = 'q1') =>
	revisionsOf(logFixture(0, contents), { session: 0, at: (t) => 1000 + t }).get(item) ?? [];

test('what was typed in one go is one revision with its first and last moment', () => {
	expect(
		revise([
			[0, typing(0, 'T', 1)],
			[400, typing(1, 'h', 2)],
			[19_000, typing(2, 'e', 3)]
		])
	).toEqual([
		{
			value: { type: 'essay', text: 'The' },
			from: 1000,
			to: 20_000,
			entry: 2,
			session: 0,
			changes: 3,
			broken: false
		}
	]);
});

test('a rest begins a new revision, whose text goes on from the one before', () => {
	const revisions = revise([
		[0, typing(0, 'A', 1)],
		[REST_MS, typing(1, 'B', 2)]
	]);
	expect(revisions.map(({ value }) => value)).toEqual([
		{ type: 'essay', text: 'A' },
		{ type: 'essay', text: 'AB' }
	]);
});

test('leaving the item begins a new revision even when the student is back at once', () => {
	expect(
		revise([
			[0, typing(0, 'A', 1)],
			[1, visit('q2')],
			[2, visit('q1')],
			[3, typing(1, 'B', 2)]
		])
	).toHaveLength(2);
});

test('every change of a choice is a revision, however fast', () => {
	expect(
		revise([
			[0, choice('q1', 'a')],
			[1, choice('q1', 'b')],
			[2, choice('q1', null)]
		])
	).toHaveLength(3);
});

test('items have histories of their own', () => {
	const log: [number, EntryContent][] = [
		[0, choice('q1', 'a')],
		[1, choice('q2', 'b')]
	];
	expect(revise(log, 'q2')).toHaveLength(1);
});

test('a change that does not fit its text is said, and the last text that did is kept', () => {
	const revisions = revise([
		[0, typing(0, 'A', 1)],
		[1, typing(7, 'B', 9)]
	]);
	expect(revisions).toMatchObject([{ value: { text: 'A' }, broken: true }]);
});

test('an hour of typing is read in well under a second', () => {
	const log: [number, EntryContent][] = [];
	for (let n = 0; n < 36_000; n++)
		log.push([n * 100 + Math.floor(n / 500) * REST_MS, typing(n, 'x', n + 1)]);
	const started = performance.now();
	const revisions = revise(log);
	expect(performance.now() - started).toBeLessThan(2000);
	expect(revisions).toHaveLength(72);
	expect(revisions.at(-1)?.value).toMatchObject({ text: 'x'.repeat(36_000) });
});
