import { expect, test } from 'vitest';
import { newControlState, newLogState } from '#sync/log-state.ts';
import { makePapers, openContent, uuid } from '#sync/testing/fixture.ts';
import { encodeEntry } from '#sync/entry.ts';
import { sealSegment } from '#sync/segment.ts';
import { fromHex } from '#sync/bytes.ts';
import type { Entry } from '#sync/schema/entry.ts';
import { memorySql } from '../../tests/support/memory-sql.ts';
import { RoomStore } from '../rooms/room-store.ts';
import type { EvidenceRow } from '../rooms/evidence-store.ts';
import { drainRoom } from './drain-room.ts';
import type { Projection } from './projection.ts';

/** A room in which each of the sessions has opened. */
async function roomOf(...sessions: string[]): Promise<RoomStore> {
	const store = new RoomStore(memorySql());
	for (const [at, session] of sessions.entries()) {
		const papers = await makePapers({ session, ticket: { attempt: uuid(500 + at) } });
		const { ticket, signed, ticketHash, device } = papers;
		const log = newLogState(session, ticket, ticketHash);
		const entry = { seq: 0, t: 0, wall: 1, boot: 0, ...openContent(papers) } as Entry;
		const sealed = await sealSegment({
			session,
			first: 0,
			before: fromHex(log.head),
			entries: [encodeEntry(entry)],
			sign: device.sign
		});
		store.saveSession({
			session,
			attempt: ticket.attempt,
			ticket: signed,
			studentName: ticket.studentName,
			sitting: ticket.sitting,
			openedAt: 1,
			log: { ...log, next: 1, segments: 1 },
			control: newControlState(session, ticket, ticketHash),
			genesis: log.head,
			observations: 0,
			newest: null,
			lastContactAt: 1,
			forked: false,
			attemptState: 'in_progress',
			timeliness: null,
			owes: { receipt: false, judgement: false },
			bytes: 0
		});
		store.addSegment(session, 'log', 0, sealed.bytes, 1);
	}
	return store;
}

const writeEvidence = async () => undefined;
const isAway = (problem: unknown) => problem instanceof Error && problem.message === 'away';

test('what was brought is not brought again', async () => {
	const store = await roomOf(uuid(1), uuid(2));
	const brought: string[] = [];
	const write = async ({ record }: Projection) => void brought.push(record.session);
	const first = await drainRoom({ store, write, writeEvidence, isAway });
	expect([...first.attempts]).toHaveLength(2);
	expect(first.more).toBe(false);
	await drainRoom({ store, write, writeEvidence, isAway });
	expect(brought).toEqual([uuid(1), uuid(2)]);
});

test('a session that Postgres refuses waits and is named; the others go on', async () => {
	const store = await roomOf(uuid(1), uuid(2), uuid(3));
	const brought: string[] = [];
	const write = async ({ record }: Projection) => {
		if (record.session === uuid(1)) throw new Error('head differs');
		brought.push(record.session);
	};
	const drained = await drainRoom({ store, write, writeEvidence, isAway });
	expect(brought).toEqual([uuid(2), uuid(3)]);
	expect(drained.refused.map(({ session }) => session)).toEqual([uuid(1)]);
	expect(drained.more).toBe(false);
	expect(store.outbox.count(uuid(1))).toBe(1);
});

test('Postgres away: it stops at once and loses nothing', async () => {
	const store = await roomOf(uuid(1), uuid(2));
	let tries = 0;
	const write = async () => {
		tries++;
		throw new Error('away');
	};
	await expect(drainRoom({ store, write, writeEvidence, isAway })).rejects.toThrow('away');
	expect(tries).toBe(1);
	expect(store.outbox.sessions()).toHaveLength(2);
});

test('what is written while Postgres commits stays for the next round', async () => {
	const store = await roomOf(uuid(1));
	const record = store.optionalSession(uuid(1));
	if (!record) throw new Error('no session');
	const write = async () => store.saveSession({ ...record, attemptState: 'held' });
	expect((await drainRoom({ store, write, writeEvidence, isAway })).more).toBe(true);
	expect(store.outbox.sessions()).toEqual([uuid(1)]);
});

test('what a session was refused for before its first segment is brought too, once', async () => {
	const store = await roomOf(uuid(1));
	const row = { attempt: uuid(500), code: 'malformed', evidence: '{}', bytes: null, at: 1 };
	store.addEvidence({ ...row, session: uuid(1) });
	store.addEvidence({ ...row, session: uuid(9) });
	const withSession: string[] = [];
	const alone: string[] = [];
	const deps = {
		store,
		write: async ({ evidence }: Projection) =>
			void withSession.push(...evidence.map(({ session }) => session)),
		writeEvidence: async (evidence: EvidenceRow[]) =>
			void alone.push(...evidence.map(({ session }) => session)),
		isAway
	};
	await drainRoom(deps);
	await drainRoom(deps);
	expect({ withSession, alone }).toEqual({ withSession: [uuid(1)], alone: [uuid(9)] });
});

test('a session waits until Postgres has every change and every refusal of it, and not for what came since', async () => {
	const store = await roomOf(uuid(1));
	const session = uuid(1);
	const deps = { store, write: async () => undefined, writeEvidence, isAway };
	await drainRoom(deps);
	const record = store.optionalSession(session);
	if (!record) throw new Error('no session');
	expect(store.outbox.isWaiting(session, store.outbox.newest(session))).toBe(false);
	store.saveSession({ ...record, forked: true });
	const forked = store.outbox.newest(session);
	expect(store.outbox.isWaiting(session, forked)).toBe(true);
	const refuse = { ...deps, write: () => Promise.reject(new Error('head differs')) };
	await drainRoom(refuse);
	expect(store.outbox.isWaiting(session, forked)).toBe(true);
	await drainRoom(deps);
	expect(store.outbox.isWaiting(session, forked)).toBe(false);
	// Each another branch: the same one is kept once.
	const row = (n: number) => ({
		...{ attempt: uuid(500), code: 'fork', evidence: '{}', at: 1, session },
		bytes: new Uint8Array([n])
	});
	for (let n = 0; n < 12; n++) store.addEvidence(row(n));
	const flooded = store.outbox.newest(session);
	expect((await drainRoom(deps)).more).toBe(true);
	expect(store.outbox.isWaiting(session, flooded)).toBe(true);
	store.addEvidence(row(12));
	store.saveSession(record);
	await drainRoom({
		...deps,
		write: async () => {
			store.addEvidence(row(13));
			store.saveSession(record);
		}
	});
	expect(store.outbox.isWaiting(session, flooded)).toBe(false);
	expect(store.outbox.isWaiting(session, store.outbox.newest(session))).toBe(true);
});
