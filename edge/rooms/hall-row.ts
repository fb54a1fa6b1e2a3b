/** What the hall is told of an attempt, from a room's rows and what it has in memory. */
import type { AttemptRow } from '#sync/schema/hall.ts';
import { attemptRow } from './attempt-row.ts';
import { attemptStateOf, workOf } from './attempt-state.ts';
import type { RoomStore, SessionRecord } from './room-store.ts';

/** `live`: the session as it is in memory, which is newer than its row. null: nothing of it was opened. */
export function hallRow(
	store: RoomStore,
	attempt: string,
	facts: { connected: boolean; live: (session: string) => SessionRecord | undefined }
): { sitting: string; row: AttemptRow } | null {
	const sessions = store.sessionsOf(attempt).map((stored) => facts.live(stored.session) ?? stored);
	const ids = sessions.map(({ session }) => session);
	const sitting = sessions[0]?.sitting;
	if (sitting === undefined) return null;
	const parts = store.attemptParts(attempt);
	const decided = store.marks.decidedOf(attempt, workOf(parts));
	const row = attemptRow(sessions, {
		state: decided ?? (store.marks.isHeld(attempt) ? 'held' : attemptStateOf(parts)),
		decided: decided !== null,
		connected: facts.connected,
		told: store.acts.told({ attempt, sitting }, ids),
		responses: store.responses.countItems(ids),
		waitingForDatabase: ids.reduce((sum, session) => sum + store.outbox.count(session), 0)
	});
	return row && { sitting, row };
}
