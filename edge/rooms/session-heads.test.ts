import { expect, test } from 'vitest';
import { uuid } from '#sync/testing/fixture.ts';
import { memorySql } from '../../tests/support/memory-sql.ts';
import { SessionHeads } from './session-heads.ts';

const [attempt, session, other] = [uuid(1), uuid(2), uuid(3)];
const head = (seq: number, of = session) => ({
	session: of,
	seq,
	head: seq.toString(16).padStart(64, '0'),
	control: { seq, head: 'c'.repeat(64) }
});
let drawn = 0;
const salt = () => new Uint8Array(32).fill(++drawn);
const heads = () => new SessionHeads(memorySql());
const seqs = (taken: { seq: number }[]) => taken.map(({ seq }) => seq);

test('G10: of a session only the newest waits, and each session has one', () => {
	const kept = heads();
	expect(kept.areWaiting()).toBe(false);
	for (const seq of [0, 1, 2]) kept.note(attempt, head(seq));
	kept.note(attempt, head(7, other));
	expect(kept.areWaiting()).toBe(true);
	expect(seqs(kept.take(10, salt)).sort()).toEqual([2, 7]);
});

test('G10: what was taken and not answered comes again with the same salt, and its session gets no second place', () => {
	const sql = memorySql();
	const kept = new SessionHeads(sql);
	kept.note(attempt, head(1));
	const [first] = kept.take(10, salt);
	kept.note(attempt, head(2));
	// Ended and started again in between.
	const again = new SessionHeads(sql);
	expect(again.take(10, salt)).toEqual([first]);
	if (first) again.noteLogged(first, 40);
	expect(again.areWaiting()).toBe(true);
	const [second] = again.take(10, salt);
	expect([second?.seq, second?.salt === first?.salt]).toEqual([2, false]);
	if (second) again.noteLogged(second, 41);
	expect(again.areWaiting()).toBe(false);
	expect(again.logged(attempt).map(({ seq, index }) => [seq, index])).toEqual([
		[2, 41],
		[1, 40]
	]);
	expect(again.newest()).toMatchObject({ seq: 2, index: 41 });
});

test('only the newest places are kept', () => {
	const kept = heads();
	for (let seq = 0; seq < 10; seq++) {
		kept.note(attempt, head(seq));
		for (const taken of kept.take(10, salt)) kept.noteLogged(taken, seq);
	}
	expect(seqs(kept.logged(attempt))).toEqual([9, 8, 7]);
});

test('G1: who was erased has no salt here any more, also when the log answers afterwards', () => {
	const kept = heads();
	kept.note(attempt, head(1));
	const [taken] = kept.take(10, salt);
	kept.note(attempt, head(2));
	kept.erase(attempt);
	if (taken) kept.noteLogged(taken, 5);
	expect([kept.areWaiting(), kept.logged(attempt), kept.newest()]).toEqual([false, [], null]);
});
