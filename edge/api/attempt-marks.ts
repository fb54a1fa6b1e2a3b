/** The marks of one attempt: with what made them, changed with a reason, and held attempts decided. */
import type { Context } from 'hono';
import { answerName } from '#sync/marking/answer-name.ts';
import { sumOf } from '#sync/marking/percent.ts';
import {
	attemptDecided,
	attemptDecision,
	attemptMarks,
	itemMark,
	resultOverride
} from '#sync/schema/results.ts';
import {
	decideAttempt,
	overrideResult,
	selectAttemptHead,
	selectItemMarks,
	selectOptionalMarkedWith,
	selectOptionalResult,
	selectResultChanges
} from '../db/attempt-marks.ts';
import { system, transaction } from '../db/database.ts';
import type { Query } from '../db/database.ts';
import { markAttempt } from '../db/mark-attempts.ts';
import { selectAskedSittingOf, selectMarking, dealScripts } from '../db/marking.ts';
import type { AskedSitting } from '../db/marking.ts';
import { isLocked, settleRelease } from '../db/releases.ts';
import { conflict, mayWith } from './asked-sitting.ts';
import type { SittingUse } from './asked-sitting.ts';
import { readId } from './body.ts';
import { operation } from './operation.ts';
import { ProblemError } from './problem.ts';
import type { Authenticated } from './signed-in.ts';
import { wakeHall } from './tell-hall.ts';
import { audit, auditLook } from './who-asks.ts';

const tag = 'Results';
const noSuchAttempt = () => new ProblemError('not_found', 'There is no such attempt.');

/** After the person was looked at, the work is the Worker's own. */
async function asAllowed<T>(
	context: Context<Authenticated>,
	use: SittingUse,
	work: (query: Query, attempt: string, sitting: AskedSitting) => Promise<T>
): Promise<T> {
	const id = readId(context, 'id');
	const sitting = await transaction(context.env, context.get('actor'), async (query) => {
		const found = await selectAskedSittingOf(query, id);
		if (!found || !mayWith(context, found, use)) throw noSuchAttempt();
		return found;
	});
	return transaction(context.env, system, (query) => work(query, id, sitting));
}

const show = operation(
	{
		id: 'attemptMarks',
		method: 'get',
		path: '/attempts/:id/marks',
		tag,
		summary: 'The marks of an attempt with their history, the rules and the keys they were made by',
		access: 'signed_in',
		answer: attemptMarks,
		refusals: ['not_found']
	},
	(context) =>
		asAllowed(context, 'see', async (query, id, sitting) => {
			await auditLook(context, query, { action: 'results_viewed', subject: id });
			await settleRelease(query, sitting.id);
			const attempt = await selectAttemptHead(query, id);
			const items = await selectItemMarks(query, id);
			return {
				attempt: id,
				sitting: sitting.id,
				state: attempt.state,
				studentName: attempt.student_name,
				points: sumOf(items.map(({ points }) => points)),
				maximum: sumOf(items.map(({ maximum }) => maximum)),
				with: await selectOptionalMarkedWith(query, id),
				items,
				changes: await selectResultChanges(query, id),
				locked: await isLocked(query, sitting.id)
			};
		})
);

const override = operation(
	{
		id: 'overrideResult',
		method: 'put',
		path: '/attempts/:id/results/:item',
		tag,
		summary: 'Say what an answer is worth, with a reason; what the rules said is kept',
		access: 'signed_in',
		body: resultOverride,
		answer: itemMark,
		refusals: ['not_found', 'conflict', 'invalid_request']
	},
	(context, { body }) =>
		asAllowed(context, 'mark', async (query, id, sitting) => {
			const item = context.req.param('item') ?? '';
			const before = await selectOptionalResult(query, id, item);
			if (!before) throw new ProblemError('not_found', 'There is no such result.');
			await dealScripts(query, sitting.id);
			const { settings, namedAt } = await selectMarking(query, sitting.id);
			if (before.automatic === null && settings.blind && namedAt === null)
				throw conflict('blind', 'This is marked blind, by hand.');
			if (before.points !== body.from) throw conflict('stale', 'The points are others by now.');
			if (before.struck)
				throw conflict('struck', 'The item is struck: it is worth the same to all.');
			if (body.points > before.maximum)
				throw new ProblemError('invalid_request', 'More than the item is worth.', {
					evidence: { field: 'points', maximum: before.maximum }
				});
			const by = context.get('asker').id;
			const { points, because, shown } = body;
			const made = { attempt: id, item, points, because, cause: 'person', by } as const;
			const answer = await overrideResult(query, made);
			// Thrown, it undoes what was just done.
			if (shown !== undefined && shown !== answerName(answer))
				throw conflict('answer_changed', 'The answer is another by now.');
			await audit(context, query, {
				action: 'result_overridden',
				subject: id,
				detail: { item, from: before.points, to: body.points, because: body.because }
			});
			const after = (await selectItemMarks(query, id)).find((one) => one.item === item);
			if (!after) throw noSuchAttempt();
			return after;
		})
);

const decide = operation(
	{
		id: 'decideAttempt',
		method: 'post',
		path: '/attempts/:id/decision',
		tag,
		summary: 'Accept or void a held attempt, with a reason',
		access: 'signed_in',
		body: attemptDecision,
		answer: attemptDecided,
		refusals: ['not_found', 'conflict']
	},
	async (context, { body }) => {
		const { sitting, ...done } = await asAllowed(context, 'teach', async (query, id, sitting) => {
			const { state } = await selectAttemptHead(query, id);
			if (state !== 'held') throw conflict('stale', 'The attempt is not held.', { state });
			const decided = body.decision === 'accept' ? 'accepted' : 'voided';
			await decideAttempt(query, id, decided);
			// Never handed in: nothing was marked yet.
			if (decided === 'accepted')
				await markAttempt(query, id, { because: body.because, by: context.get('asker').id });
			await settleRelease(query, sitting.id);
			await audit(context, query, {
				action: 'attempt_decided',
				subject: id,
				detail: { decision: body.decision, because: body.because }
			});
			const after = await selectAttemptHead(query, id);
			return { attempt: id, state: after.state, sitting: sitting.id };
		});
		// What is accepted after a release can be seen from now on.
		if (done.state === 'released') wakeHall(context, sitting);
		return done;
	}
);

export const attemptMarking = [show, override, decide];
