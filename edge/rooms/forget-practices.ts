/**
 * Practices that were begun a day ago, or that another replaced, are forgotten: by the room, which refuses their devices from then on, by
 * the storage and the hall, and last by Postgres. Broken off between two of these, the next look does all of it again.
 */
import { removeFiles } from '../api/file-store.ts';
import { insertAudit } from '../db/audit-logs.ts';
import { system, transaction } from '../db/database.ts';
import { deletePractices, selectDuePractices, selectPracticeDueAt } from '../db/practice.ts';
import type { WrittenPractice } from '../db/practice.ts';
import type { Env } from '../env.ts';

/** A round never has more than this to do; what is left is for the next. */
const AT_ONCE = 50;
const LOOK_AGAIN_SOON_MS = 60_000;

/** Answers when this sitting has to be looked at again; null: it is no practice. Rejects when Postgres or the storage is away. */
export async function forgetPractices(
	env: Env,
	sitting: string,
	now: number
): Promise<number | null> {
	const due = await transaction(env, system, (query) => selectDuePractices(query, now, AT_ONCE));
	for (const each of due) await leaveNothingOf(env, each);
	for (const [institution, own] of Map.groupBy(due, ({ institution_id }) => institution_id))
		await transaction(env, system, async (query) => {
			const gone = await deletePractices(
				query,
				own.map(({ id }) => id)
			);
			if (gone.length === 0) return;
			await insertAudit(query, {
				institution,
				actor: null,
				action: 'practice_forgotten',
				subject: null,
				detail: { attempts: gone.length },
				address: null,
				request: null
			});
		});
	if (due.length === AT_ONCE) return now + LOOK_AGAIN_SOON_MS;
	return transaction(env, system, (query) => selectPracticeDueAt(query, sitting));
}

/** Beside Postgres. */
export async function leaveNothingOf(
	env: Pick<Env, 'SITTING_ROOM' | 'SITTING_HALL' | 'BLOBS'>,
	{ id, room, sitting_id }: Pick<WrittenPractice, 'id' | 'room' | 'sitting_id'>
): Promise<void> {
	await env.SITTING_ROOM.get(env.SITTING_ROOM.idFromName(room)).eraseAttempt(id);
	await removeFiles(env.BLOBS, id);
	await env.SITTING_HALL.get(env.SITTING_HALL.idFromName(sitting_id)).forget(id);
}
