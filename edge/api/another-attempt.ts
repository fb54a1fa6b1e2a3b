/** Another attempt at a sitting that allows several: the one before is handed in, and the student's own window is open. */
import type { Context } from 'hono';
import { z } from 'zod';
import { toBase64url } from '#sync/bytes.ts';
import { attemptSummary } from '#sync/schema/api.ts';
import { answerFor } from '../access/another-after.ts';
import type { AnotherAnswer } from '../access/attempt-numbers.ts';
import { permit } from '../access/permit.ts';
import { insertAnotherAttempt, selectAttemptsOf, selectOptionalAttempt } from '../db/attempts.ts';
import type { Attempt } from '../db/attempts.ts';
import { system, transaction } from '../db/database.ts';
import { refuseLocked, summary } from './attempts.ts';
import { readId } from './body.ts';
import { operation } from './operation.ts';
import { ProblemError } from './problem.ts';
import type { Authenticated } from './signed-in.ts';
import { tellHall } from './tell-hall.ts';
import { audit } from './who-asks.ts';

const begin = operation(
	{
		id: 'beginAnotherAttempt',
		method: 'post',
		path: '/student/sittings/:id/attempts',
		tag: 'Sitting an exam',
		summary:
			'Begin another attempt where the sitting allows several: the one before must be handed in and the window open',
		access: 'signed_in',
		body: z.strictObject({}),
		answer: attemptSummary,
		status: 201,
		refusals: [
			'not_allowed',
			'not_found',
			'conflict',
			'sitting_locked',
			'not_open_yet',
			'closed',
			'unavailable'
		]
	},
	async (context) => {
		const { env } = context;
		if (!permit(context.get('asker'), { to: 'see_own_work' }))
			throw new ProblemError('not_allowed', 'This is for students.');
		const sitting = readId(context, 'id');
		const seen = (await ownAt(context, sitting)).at(-1);
		if (!seen) throw new ProblemError('not_found', 'There is no such sitting.');
		// Handed in a moment ago, it may not be in Postgres yet.
		const room = env.SITTING_ROOM.get(env.SITTING_ROOM.idFromName(seen.room));
		if (!(await room.drainAttempt(seen.id)))
			throw new ProblemError('unavailable', 'What was received is not in the database yet.', {
				retryAfterSeconds: 5
			});
		const own = await ownAt(context, sitting);
		const last = own.at(-1) ?? seen;
		refuseLocked(last);
		refuseUnless(answerFor(last, own, Date.now()), last);
		const id = crypto.randomUUID();
		const orderSeed = toBase64url(crypto.getRandomValues(new Uint8Array(16)));
		const made = await transaction(env, system, async (query) => {
			if (!(await insertAnotherAttempt(query, { id, after: last.id, orderSeed }))) return null;
			await audit(context, query, {
				action: 'attempt_added',
				subject: id,
				detail: { sitting, number: last.number + 1 }
			});
			return selectOptionalAttempt(query, id);
		});
		if (!made) refuseUnless('still_running', last);
		else tellHall(context, made.sitting_id, [made.id]);
		return summary(made ?? last);
	}
);

export const anotherAttempt = [begin];

async function ownAt(context: Context<Authenticated>, sitting: string): Promise<Attempt[]> {
	const all = await transaction(context.env, context.get('actor'), (query) =>
		selectAttemptsOf(query, context.get('asker').id)
	);
	return all.filter(({ sitting_id }) => sitting_id === sitting);
}

function refuseUnless(answer: AnotherAnswer, last: Attempt): void {
	switch (answer) {
		case 'yes':
			return;
		case 'not_open_yet':
			throw new ProblemError(answer, 'The sitting has not opened yet.', {
				evidence: { opensAt: last.opens_at }
			});
		case 'closed':
			throw new ProblemError(answer, 'The sitting has closed.', {
				evidence: { closesAt: last.closes_at }
			});
		default:
			throw new ProblemError('conflict', 'There is no further attempt now.', {
				evidence: { because: answer, attempt: last.id, number: last.number }
			});
	}
}
