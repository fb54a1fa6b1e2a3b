import { expect, test } from 'vitest';
import { newControlState, newLogState } from '#sync/log-state.ts';
import { makePapers } from '#sync/testing/fixture.ts';
import { memorySql } from '../../tests/support/memory-sql.ts';
import { hallRow } from './hall-row.ts';
import { RoomStore } from './room-store.ts';
import type { SessionRecord } from './room-store.ts';

function memory() {
	const sql = memorySql();
	return { store: new RoomStore(sql), sql };
}

async function record(): Promise<SessionRecord> {
	const { session, ticket, signed, ticketHash } = await makePapers();
	const log = newLogState(session, ticket, ticketHash);
	return {
		session,
		attempt: ticket.attempt,
		ticket: signed,
		studentName: ticket.studentName,
		sitting: ticket.sitting,
		openedAt: 1,
		log,
		control: newControlState(session, ticket, ticketHash),
		genesis: log.head,
		observations: 0,
		newest: null,
		lastContactAt: 1,
		forked: false,
		attemptState: 'ready',
		timeliness: null,
		owes: { receipt: false, judgement: false },
		bytes: 0
	};
}

const evidence = (session: string) => ({
	session,
	attempt: 'one attempt',
	code: 'malformed',
	evidence: '{}',
	bytes: new Uint8Array(10),
	at: 1
});

test('a session is what was saved, after the room slept too', async () => {
	const { store, sql } = memory();
	const saved = await record();
	store.saveSession(saved);
	expect(new RoomStore(sql).optionalSession(saved.session)).toEqual(saved);
});

test('attack: a student who invents sessions cannot fill the room with refused frames', () => {
	const { store } = memory();
	for (let made = 0; made < 500; made++) store.addEvidence(evidence(`session ${made}`));
	let kept = 0;
	for (let made = 0; made < 500; made++) kept += store.evidence.undrained(`session ${made}`).length;
	expect(kept).toBe(50);
});

test('a batch for Postgres holds one session and stays under its bytes, but never under one segment', () => {
	const { store } = memory();
	for (let index = 0; index < 10; index++) {
		store.addSegment('a', 'log', index, new Uint8Array(100), 1);
		store.addSegment('b', 'log', index, new Uint8Array(100), 1);
	}
	const some = store.outbox.oldest('a', { rows: 1000, bytes: 450 });
	expect(some.map(({ session, index }) => `${session}${index}`)).toEqual(['a0', 'a1', 'a2', 'a3']);
	expect(store.outbox.oldest('a', { rows: 1000, bytes: 1 })).toHaveLength(1);
	expect(store.outbox.oldest('a', { rows: 3, bytes: 10_000 })).toHaveLength(3);
	store.outbox.noteDrained('a', 1, some.at(-1)?.id ?? 0);
	expect(store.outbox.count('a')).toBe(6);
	expect(store.outbox.count('b')).toBe(10);
});

test('a session waits while it has segments or has changed since it was drained', async () => {
	const { store } = memory();
	const saved = await record();
	const { session } = saved;
	store.saveSession(saved);
	store.addSegment(session, 'log', 0, new Uint8Array(100), 1);
	const [row] = store.outbox.oldest(session, { rows: 10, bytes: 1000 });
	store.outbox.noteDrained(session, store.outbox.revision(session), row?.id ?? 0);
	expect(store.outbox.sessions()).toEqual([]);

	const revision = store.outbox.revision(session);
	store.saveSession({ ...saved, attemptState: 'held' });
	store.outbox.noteDrained(session, revision, 0);
	expect(store.outbox.sessions()).toEqual([session]);
	store.outbox.noteDrained(session, store.outbox.revision(session), 0);
	store.addEvidence(evidence(session));
	expect(store.outbox.sessions()).toEqual([session]);
});

test('only responses sealed from a place on are read, and items are counted once over sessions', () => {
	const { store } = memory();
	const response = (item: string, seq: number) => ({
		item,
		value: { type: 'true_false' as const, value: true },
		seq,
		revisions: 1,
		wall: 1
	});
	store.responses.save('a', response('one', 3));
	store.responses.save('a', response('two', 9));
	store.responses.save('b', response('two', 4));
	expect(store.responses.of('a', 4).map(({ item }) => item)).toEqual(['two']);
	expect(store.responses.countItems(['a', 'b'])).toBe(2);
	expect(store.responses.lastSeq('a')).toBe(9);
	expect(store.responses.lastSeq('c')).toBe(-1);
});

test('G1: with an attempt the salts of its places in the public log are erased, and what had not gone there yet', async () => {
	const { store } = memory();
	const saved = await record();
	const { session, attempt } = saved;
	store.saveSession(saved);
	const head = (seq: number) => ({
		session,
		seq,
		head: 'a'.repeat(64),
		control: { seq, head: 'b'.repeat(64) }
	});
	store.heads.note(attempt, head(1));
	for (const taken of store.heads.take(10, () => new Uint8Array(32)))
		store.heads.noteLogged(taken, 3);
	store.heads.note(attempt, head(2));
	expect([store.heads.logged(attempt).length, store.heads.areWaiting()]).toEqual([1, true]);
	store.eraseAttempt(attempt);
	expect([store.heads.logged(attempt).length, store.heads.areWaiting()]).toEqual([0, false]);
});

test('what was decided about an attempt is shown by the hall until another answer comes', async () => {
	const { store } = memory();
	const saved = await record();
	const { attempt, session } = saved;
	store.saveSession({
		...saved,
		attemptState: 'held',
		forked: true,
		log: { ...saved.log, next: 4 }
	});
	const shown = () => hallRow(store, attempt, { connected: false, live: () => undefined })?.row;
	const answer = (seq: number) =>
		store.responses.save(session, {
			item: 'one',
			value: { type: 'true_false', value: true },
			seq,
			revisions: 1,
			wall: 1
		});
	answer(2);
	expect(shown()).toMatchObject({ state: 'held', sync: 'forked' });
	store.noteDecided(attempt, 'voided');
	expect(shown()?.state).toBe('voided');
	expect(shown()?.sync).not.toBe('forked');
	store.noteDecided(attempt, 'accepted');
	expect(shown()?.state).toBe('accepted');
	answer(3);
	expect(shown()).toMatchObject({ state: 'held', sync: 'forked' });
});
