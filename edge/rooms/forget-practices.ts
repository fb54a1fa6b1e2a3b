/**
 * Practices that were begun a day ago, or that another replaced, are forgotten: claimed in Postgres, then by the room, which refuses their
 * devices from then on, by the storage and the hall, and last by Postgres. Broken off between two of these, the next look does all of it
 * again.
 */
import { removeFiles } from '../api/file-store.ts';
import { removeStills } from '../api/still-store.ts';
import { insertAudit } from '../db/audit-logs.ts';
import { system, transaction } from '../db/database.ts';
import { claimPractices, deletePractices, selectPracticeDue } from '../db/practice.ts';
import type { WrittenPractice } from '../db/practice.ts';
import type { Env } from '../env.ts';
import { logProblem } from '../log.ts';

/** A round never has more than this to do; what is left is for the next. */
const AT_ONCE = 50;
/** A day is a promise of hours, not of minutes: each look reads who is in the sitting. */
const LOOK_AGAIN_MS = 5 * 60_000;

type Places = Pick<Env, 'SITTING_ROOM' | 'SITTING_HALL' | 'BLOBS'>;

/**
 * Answers when the hall of this sitting has to look again, null: when somebody begins; and null for a sitting that is no practice, whose
 * hall has nothing to forget. Rejects when Postgres is away.
 */
export async function forgetPractices(
	env: Env,
	sitting: string,
	now: number
): Promise<{ at: number | null } | null> {
	const due = (work: Parameters<typeof transaction<{ at: number | null } | null>>[2]) =>
		transaction(env, system, work);
	if (!(await due((query) => selectPracticeDue(query, sitting)))) return null;
	const all = await forgetThese(env, null, now);
	const next = await due((query) => selectPracticeDue(query, sitting));
	if (!all) return { at: now + LOOK_AGAIN_MS };
	return next && { at: next.at === null ? null : Math.max(next.at, now + LOOK_AGAIN_MS) };
}

/**
 * `attempts` null: all that are due. Answers whether nothing is left to do; what could not be forgotten is logged and is for the next
 * look. Rejects when Postgres is away.
 */
export async function forgetThese(
	env: Env,
	attempts: readonly string[] | null,
	now: number
): Promise<boolean> {
	const claimed = await transaction(env, system, (query) =>
		claimPractices(query, attempts, now, AT_ONCE)
	);
	const left: WrittenPractice[] = [];
	for (const each of claimed) {
		try {
			await leaveNothingOf(env, each);
			left.push(each);
		} catch (problem) {
			logProblem('practice.forget', problem, { attempt: each.id });
		}
	}
	for (const [institution, own] of Map.groupBy(left, ({ institution_id }) => institution_id))
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
	return left.length === claimed.length && claimed.length < AT_ONCE;
}

/** Beside Postgres. */
async function leaveNothingOf(
	env: Places,
	{ id, room, sitting_id }: Pick<WrittenPractice, 'id' | 'room' | 'sitting_id'>
): Promise<void> {
	await env.SITTING_ROOM.get(env.SITTING_ROOM.idFromName(room)).eraseAttempt(id);
	await removeFiles(env.BLOBS, id);
	await removeStills(env.BLOBS, id);
	await env.SITTING_HALL.get(env.SITTING_HALL.idFromName(sitting_id)).forget(id);
}
