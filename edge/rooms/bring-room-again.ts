/** After an older backup of Postgres was put back: what a room has and Postgres does not waits again. */
import type { Held } from '../db/head-mismatch.ts';
import { bringAgain, isAhead, tellAgain } from '../outbox/set-back.ts';
import type { RoomStore } from './room-store.ts';

/** Of a room's sessions. */
export type BroughtAgain = {
	sessions: number;
	/** Of which Postgres lacked something that waits now. */
	behind: number;
	/** Of which Postgres has more than the room, or another history: nothing is brought onto that. */
	other: number;
};

/** Sessions of one query. */
const AT_ONCE = 500;

/** Rejects when Postgres is away; what waits by then goes on waiting. */
export async function bringRoomAgain(
	store: RoomStore,
	select: (sessions: string[]) => Promise<Map<string, Held>>
): Promise<BroughtAgain> {
	const all = store.allSessions();
	const brought = { sessions: all.length, behind: 0, other: 0 };
	for (let at = 0; at < all.length; at += AT_ONCE) {
		const some = all.slice(at, at + AT_ONCE);
		const held = await select(some);
		for (const session of some) {
			const record = store.optionalSession(session);
			if (!record) continue;
			const has = held.get(session) ?? { log: 0, control: 0, head: record.genesis };
			if (bringAgain(store, record, has)) brought.behind += 1;
			else if (isAhead(store, record, has)) brought.other += 1;
			else tellAgain(store, record);
		}
	}
	return brought;
}
