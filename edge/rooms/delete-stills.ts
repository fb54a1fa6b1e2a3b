/**
 * Stills that were kept as long as their policy promised are deleted, by whichever hall wakes up, wherever they are. First the key, with the
 * edge's signed word for it: from then on no copy of the storage can be read. Then the objects; broken off between the two, the next look
 * goes on there.
 */
import { issueStillsDeleted } from '#sync/stills-deleted.ts';
import { removeStills } from '../api/still-store.ts';
import {
	destroyStillKey,
	lockStills,
	markSwept,
	selectDueStills,
	selectStillsDueAt,
	selectUnswept
} from '../db/attempt-stills.ts';
import type { DueStills } from '../db/attempt-stills.ts';
import { insertAudit } from '../db/audit-logs.ts';
import { system, transaction } from '../db/database.ts';
import type { Env } from '../env.ts';
import { edgeSigner } from '../keys.ts';

/** A round never has more than this to do; what is left is for the next. */
const AT_ONCE = 200;
const LOOK_AGAIN_SOON_MS = 60_000;
/** Kept by a legal hold: that it was lifted is found out by looking. */
const LOOK_AGAIN_MS = 86_400_000;

/** Answers when this sitting has to be looked at again; null: it has no stills. Rejects when Postgres or the storage is away. */
export async function deleteStills(env: Env, sitting: string, now: number): Promise<number | null> {
	const due = await transaction(env, system, (query) => selectDueStills(query, now, AT_ONCE));
	for (const stills of due) await destroy(env, stills, now);
	const unswept = await transaction(env, system, (query) => selectUnswept(query, AT_ONCE));
	for (const attempt of unswept) {
		await removeStills(env.BLOBS, attempt);
		await transaction(env, system, (query) => markSwept(query, attempt));
	}
	const left = due.length === AT_ONCE || unswept.length === AT_ONCE;
	const next = await transaction(env, system, (query) => selectStillsDueAt(query, sitting));
	if (left) return now + LOOK_AGAIN_SOON_MS;
	return next !== null && next <= now ? now + LOOK_AGAIN_MS : next;
}

async function destroy(env: Env, { attempt, institution }: DueStills, at: number): Promise<void> {
	const signer = await edgeSigner(env);
	await transaction(env, system, async (query) => {
		const stills = await lockStills(query, attempt, at);
		if (stills === null) return;
		const statement = await issueStillsDeleted({ version: 1, attempt, stills, at }, signer);
		await destroyStillKey(query, attempt, { at, statement });
		await insertAudit(query, {
			institution,
			actor: null,
			action: 'stills_deleted',
			subject: attempt,
			detail: { stills },
			address: null,
			request: null
		});
	});
}
