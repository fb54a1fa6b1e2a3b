/**
 * One round of bringing a room's rows to Postgres: a transaction per session, oldest rows first, each row removed only after its
 * transaction has committed. A round that fails changes nothing and is tried again; a round that is repeated changes nothing twice.
 */
import { transaction, system } from '../db/database.ts';
import { writeSession } from '../db/write-session.ts';
import type { Env } from '../env.ts';
import type { OutboxRow, RoomStore } from '../rooms/room-store.ts';
import { projectionOf } from './projection.ts';

const ROWS_OF_A_ROUND = 1_000;

/** How many rows still wait. Rejects when Postgres could not be reached or refused. */
export async function drainRoom(env: Env, store: RoomStore): Promise<number> {
	const rows = store.outbox(ROWS_OF_A_ROUND);
	const bySession = Map.groupBy(rows, ({ session }) => session);
	for (const [session, waiting] of bySession) await drainSession(env, store, session, waiting);
	return store.outbox(1).length;
}

async function drainSession(
	env: Env,
	store: RoomStore,
	session: string,
	waiting: OutboxRow[]
): Promise<void> {
	const record = store.optionalSession(session);
	const last = waiting.at(-1);
	if (!record || !last) return;
	const projection = projectionOf(store, record, waiting);
	await transaction(env, system, (query) => writeSession(query, projection));
	store.removeFromOutbox(last.id, session);
	store.markDrained(projection.evidence);
}
