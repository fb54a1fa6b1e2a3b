/** What staff read of an attempt: the bundle and the marks. */
import { Hono } from 'hono';
import type { Context } from 'hono';
import { toBundleSegment } from '#sync/bundle.ts';
import type { Bundle } from '#sync/schema/bundle.ts';
import type { AttemptResults } from '#sync/schema/api.ts';
import { permit } from '../access/permit.ts';
import { selectOptionalAttempt, selectSessions } from '../db/attempts.ts';
import type { Attempt } from '../db/attempts.ts';
import { insertAudit } from '../db/audit-logs.ts';
import { system, transaction } from '../db/database.ts';
import type { Query } from '../db/database.ts';
import { selectSegments } from '../db/log-segments.ts';
import { selectResults } from '../db/results.ts';
import { selectForm, selectOptionalSitting } from '../db/sittings.ts';
import { edgeKeyOf } from '../keys.ts';
import { readId } from './body.ts';
import { ProblemError } from './problem.ts';
import { signedIn } from './signed-in.ts';
import type { Authenticated } from './signed-in.ts';

const noSuchAttempt = () => new ProblemError('not_found', 'There is no such attempt.');

export const records = new Hono<Authenticated>()
	.get('/attempts/:id/bundle', signedIn, async (context) => {
		const { env } = context;
		const id = readId(context, 'id');
		const attempt = await asStaff(context, id, 'read_record', async (_query, found) => found);
		// The room may be a moment ahead of Postgres; an export should hold all that is receipted.
		const room = env.SITTING_ROOM.get(env.SITTING_ROOM.idFromName(attempt.room));
		if (!(await room.drainAttempt(id)))
			throw new ProblemError('unavailable', 'The record is not complete in the database yet.', {
				retryAfterSeconds: 5
			});
		const bundle = await asStaff(context, id, 'read_record', (query) =>
			bundleOf(query, env, attempt)
		);
		const asker = context.get('asker');
		await transaction(env, system, (query) =>
			insertAudit(query, {
				institution: asker.institution,
				actor: asker.id,
				action: 'bundle_exported',
				subject: id,
				address: context.req.header('CF-Connecting-IP') ?? null
			})
		);
		return context.json(bundle);
	})
	.get('/attempts/:id/results', signedIn, async (context) => {
		const id = readId(context, 'id');
		const answer: AttemptResults = await asStaff(context, id, 'read_results', (query) =>
			selectResults(query, id)
		);
		return context.json(answer);
	});

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
	return {
		format: 'invigil-bundle/1',
		exportedAt: Date.now(),
		attempt: attempt.id,
		studentName: attempt.student_name,
		edgeKeys: [edgeKeyOf(env)],
		form,
		sessions
	};
}
