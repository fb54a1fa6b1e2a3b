/** What staff read of an attempt: the bundle and the marks. */
import type { Context } from 'hono';
import { toBundleSegment, toErasedSession } from '#sync/bundle.ts';
import type { Bundle } from '#sync/schema/bundle.ts';
import { attemptResults, bundleQuery } from '#sync/schema/api.ts';
import { permit } from '../access/permit.ts';
import { selectSignedDecisions } from '../db/attempt-decisions.ts';
import { selectFiles } from '../db/attempt-files.ts';
import { selectStills, selectStillsDeleted } from '../db/attempt-stills.ts';
import { selectOptionalAttempt, selectSessions } from '../db/attempts.ts';
import type { Attempt } from '../db/attempts.ts';
import { transaction } from '../db/database.ts';
import type { Query } from '../db/database.ts';
import { receiptsOf, selectErasedSessions } from '../db/erasure.ts';
import { selectBranches } from '../db/held-sessions.ts';
import { selectSegments } from '../db/log-segments.ts';
import { selectResults } from '../db/results.ts';
import { selectForm, selectOptionalSitting } from '../db/sittings.ts';
import { edgeKeyOf } from '../keys.ts';
import { readId } from './body.ts';
import { noneIfUnreadable } from '../rooms/read-object.ts';
import { proofsOf } from './log-proofs.ts';
import { operation } from './operation.ts';
import { ProblemError } from './problem.ts';
import type { Authenticated } from './signed-in.ts';
import { audit, auditLook } from './who-asks.ts';

const noSuchAttempt = () => new ProblemError('not_found', 'There is no such attempt.');

const tag = 'Supervising';

const exportBundle = operation(
	{
		id: 'exportBundle',
		method: 'get',
		path: '/attempts/:id/bundle',
		tag,
		summary: 'The record of an attempt, as docs/BUNDLE.md describes it',
		access: 'signed_in',
		query: bundleQuery,
		answer: 'bytes',
		refusals: ['not_found', 'unavailable']
	},
	async (context, { query: asked }) => {
		const { env } = context;
		const id = readId(context, 'id');
		const attempt = await asStaff(context, id, 'read_record', async (_query, found) => found);
		const room = env.SITTING_ROOM.get(env.SITTING_ROOM.idFromName(attempt.room));
		// Asked before the draining: the entries that a proof is about must be in the export.
		const heads = await room.loggedHeads(id);
		// The room may be a moment ahead of Postgres; an export should hold all that is receipted.
		if (!(await room.drainAttempt(id)))
			throw new ProblemError('unavailable', 'The record is not complete in the database yet.', {
				retryAfterSeconds: 5
			});
		const bundle = await asStaff(context, id, 'read_record', async (query) => {
			if (asked.for === 'view')
				await auditLook(context, query, { action: 'record_viewed', subject: id });
			else await audit(context, query, { action: 'bundle_exported', subject: id });
			return bundleOf(query, env, attempt);
		});
		const logged = await noneIfUnreadable(proofsOf(env, heads));
		// Tens of megabytes, made of rows that were checked as they came in: not parsed once more.
		return context.json({ ...bundle, ...(logged.length > 0 && { logged }) } satisfies Bundle);
	}
);

const results = operation(
	{
		id: 'attemptResults',
		method: 'get',
		path: '/attempts/:id/results',
		tag: 'Teaching',
		summary: 'The marks of an attempt',
		access: 'signed_in',
		answer: attemptResults,
		refusals: ['not_found']
	},
	(context) => {
		const id = readId(context, 'id');
		return asStaff(context, id, 'read_results', async (query) => {
			await auditLook(context, query, { action: 'results_viewed', subject: id });
			return selectResults(query, id);
		});
	}
);

export const records = [exportBundle, results];

/** Someone else's attempt and one that does not exist are answered alike. */
function asStaff<T>(
	context: Context<Authenticated>,
	id: string,
	to: 'read_record' | 'read_results',
	work: (query: Query, attempt: Attempt) => Promise<T>
): Promise<T> {
	const asker = context.get('asker');
	return transaction(context.env, context.get('actor'), async (query) => {
		const attempt = await selectOptionalAttempt(query, id);
		if (!attempt) throw noSuchAttempt();
		const staffed = await selectOptionalSitting(query, attempt.sitting_id, asker.id);
		const sitting = { institution: attempt.institution_id, staff: staffed ? [asker.id] : [] };
		if (!permit(asker, { to, sitting })) throw noSuchAttempt();
		return work(query, attempt);
	});
}

async function bundleOf(
	query: Query,
	env: Authenticated['Bindings'],
	attempt: Attempt
): Promise<Bundle> {
	const form = await selectForm(query, attempt.sitting_id);
	const sessions = [];
	for (const { id, ticket } of await selectSessions(query, attempt.id)) {
		const { log, control } = await selectSegments(query, id);
		sessions.push({
			session: id,
			ticket,
			log: log.map((bytes) => toBundleSegment(bytes)),
			control: control.map((bytes) => toBundleSegment(bytes))
		});
	}
	const erased = [];
	for (const { id, erased_at } of await selectErasedSessions(query, attempt.id)) {
		const { log, control } = await selectSegments(query, id);
		const receipts = receiptsOf(control);
		erased.push(toErasedSession(id, { erasedAt: erased_at, headers: log, receipts }));
	}
	const files = (await selectFiles(query, attempt.id)).map(({ receipt }) => receipt);
	const receipts = (await selectStills(query, attempt.id)).map(({ receipt }) => receipt);
	const deleted = await selectStillsDeleted(query, attempt.id);
	const { branches, moreBranches } = await selectBranches(query, attempt.id);
	const decisions = await selectSignedDecisions(query, attempt.id);
	return {
		format: 'invigil-bundle/1',
		exportedAt: Date.now(),
		attempt: attempt.id,
		studentName: attempt.student_name,
		edgeKeys: [edgeKeyOf(env)],
		form,
		sessions,
		...(erased.length > 0 && { erased }),
		...(branches.length > 0 && { branches }),
		...(moreBranches && { moreBranches }),
		...(decisions.length > 0 && { decisions }),
		...(files.length > 0 && { files }),
		...((receipts.length > 0 || deleted) && { stills: { receipts, ...(deleted && { deleted }) } })
	};
}
