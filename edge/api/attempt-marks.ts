/** The marks of one attempt: with what made them, and changed with a reason. */
import { answerName } from '#sync/marking/answer-name.ts';
import { sumOf } from '#sync/marking/percent.ts';
import { attemptMarks, itemMark, resultOverride } from '#sync/schema/results.ts';
import {
	overrideResult,
	selectAttemptHead,
	selectItemMarks,
	selectOptionalMarkedWith,
	selectOptionalResult,
	selectResultChanges
} from '../db/attempt-marks.ts';
import { selectMarking, dealScripts } from '../db/marking.ts';
import { isLocked, settleRelease } from '../db/releases.ts';
import { asAllowedOn, conflict, noSuchAttempt } from './asked-sitting.ts';
import { operation } from './operation.ts';
import { ProblemError } from './problem.ts';
import { audit, auditLook } from './who-asks.ts';

const tag = 'Results';

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
		asAllowedOn(context, 'see', async (query, id, sitting) => {
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
		asAllowedOn(context, 'mark', async (query, id, sitting) => {
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

export const attemptMarking = [show, override];
