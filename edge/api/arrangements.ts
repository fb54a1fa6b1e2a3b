/** "I cannot accept this": from the student to the staff of the sitting, and the answer back. What is arranged stands in the next ticket. */
import type { Context } from 'hono';
import { z } from 'zod';
import { arrangement, arrangementAnswer, arrangementRequest } from '#sync/schema/arrangement.ts';
import { permit } from '../access/permit.ts';
import {
	answerArrangement,
	countAsked,
	insertArrangement,
	selectOptionalAsker,
	withdrawArrangement
} from '../db/arrangements.ts';
import { selectOwnAttemptAt } from '../db/attempts.ts';
import type { Attempt } from '../db/attempts.ts';
import { transaction } from '../db/database.ts';
import type { Query } from '../db/database.ts';
import { selectOptionalSitting } from '../db/sittings.ts';
import { ownAttempt } from './attempts.ts';
import { readId } from './body.ts';
import { operation } from './operation.ts';
import { ProblemError } from './problem.ts';
import type { Authenticated } from './signed-in.ts';
import { tellHall } from './tell-hall.ts';
import { tellStaff } from './tell-staff.ts';
import { audit } from './who-asks.ts';

const DAY_MS = 86_400_000;
/** Of one student, at all sittings together: enough for whoever asks anew, too few to drown a teacher. */
const MOST_A_DAY = 10;

const ask = operation(
	{
		id: 'askArrangement',
		method: 'post',
		path: '/attempts/:id/arrangement',
		tag: 'Sitting an exam',
		summary:
			'Say that one cannot accept the notice, and why; the staff of the sitting is told. Until the exam is begun, one at a time',
		access: 'signed_in',
		body: arrangementRequest,
		answer: arrangement,
		status: 201,
		refusals: ['not_found', 'conflict', 'too_many_requests']
	},
	async (context, { body }) => {
		let isNew = false;
		const asked = await transaction(context.env, context.get('actor'), async (query) => {
			const attempt = await ownUnbegun(context, query);
			if (attempt.arrangement?.id === body.id) return attempt;
			const { id: student, institution } = context.get('asker');
			if ((await countAsked(query, student, Date.now() - DAY_MS)) >= MOST_A_DAY)
				throw new ProblemError('too_many_requests', 'This was asked too often today.', {
					retryAfterSeconds: 3_600
				});
			const { sitting_id: sitting } = attempt;
			if (!(await insertArrangement(query, { ...body, institution, sitting, student })))
				throw conflict('asked_already', 'Another one is waiting for its answer.');
			isNew = true;
			// What was asked for may say something of a person's health, and outlives them here.
			await audit(context, query, {
				action: 'arrangement_asked',
				subject: attempt.id,
				detail: { arrangement: body.id }
			});
			return ownUnbegun(context, query);
		});
		if (asked.arrangement?.id !== body.id)
			throw conflict('asked_already', 'The number was used for something else.');
		tellHall(context, asked.sitting_id, [asked.id]);
		if (isNew) tellStaff(context, { sitting: asked.sitting_id, arrangement: body.id });
		return asked.arrangement;
	}
);

const withdraw = operation(
	{
		id: 'withdrawArrangement',
		method: 'post',
		path: '/attempts/:id/arrangement/withdraw',
		tag: 'Sitting an exam',
		summary: 'Take back what was asked for and not answered yet',
		access: 'signed_in',
		body: z.strictObject({}),
		answer: 'nothing',
		refusals: ['not_found', 'conflict']
	},
	async (context) => {
		const attempt = await transaction(context.env, context.get('actor'), async (query) => {
			const own = await ownAttempt(query, readId(context, 'id'), context.get('asker'));
			const by = { sitting: own.sitting_id, student: own.student_id };
			const withdrawn = await withdrawArrangement(query, by);
			if (!withdrawn) throw conflict('stale', 'Nothing is waiting for an answer.');
			await audit(context, query, {
				action: 'arrangement_withdrawn',
				subject: own.id,
				detail: { arrangement: withdrawn }
			});
			return own;
		});
		tellHall(context, attempt.sitting_id, [attempt.id]);
	}
);

const answer = operation(
	{
		id: 'answerArrangement',
		method: 'post',
		path: '/sittings/:id/arrangements/:arrangement/answer',
		tag: 'Supervising',
		summary:
			'Answer a student who cannot accept the notice: in words, or (a teacher) with what is switched off for them',
		access: 'signed_in',
		body: arrangementAnswer,
		answer: 'nothing',
		refusals: ['not_found', 'not_allowed', 'conflict']
	},
	async (context, { body }) => {
		const sitting = readId(context, 'id');
		const id = readId(context, 'arrangement');
		const { id: by, institution } = context.get('asker');
		const attempt = await transaction(context.env, context.get('actor'), async (query) => {
			const found = await selectOptionalSitting(query, sitting, by);
			const staffed = { institution, staff: found ? [by] : [] };
			if (!found || !permit(context.get('asker'), { to: 'control_sitting', sitting: staffed }))
				throw new ProblemError('not_found', 'There is no such sitting.');
			if (body.granted && !permit(context.get('asker'), { to: 'arrange', sitting: staffed }))
				throw new ProblemError('not_allowed', 'What is observed is for the teachers to say.');
			const student = await selectOptionalAsker(query, { id, sitting });
			const own = student === null ? null : await selectOwnAttemptAt(query, sitting, student);
			if (!own) throw new ProblemError('not_found', 'Nothing of that number was asked.');
			// Their device keeps to the ticket that it began with.
			if (body.granted && !isUnbegun(own))
				throw conflict('begun', 'The exam has been begun as it was.');
			if (!(await answerArrangement(query, { ...body, id, sitting, by })))
				throw conflict('stale', 'It was answered, or taken back.');
			await audit(context, query, {
				action: 'arrangement_answered',
				subject: own.id,
				detail: { arrangement: id }
			});
			return own;
		});
		tellHall(context, sitting, [attempt.id]);
	}
);

export const arrangements = [ask, withdraw, answer];

const isUnbegun = ({ state }: Attempt) => state === 'assigned' || state === 'ready';

const conflict = (because: 'begun' | 'asked_already' | 'stale' | 'practice', detail: string) =>
	new ProblemError('conflict', detail, { evidence: { because } });

async function ownUnbegun(context: Context<Authenticated>, query: Query): Promise<Attempt> {
	const attempt = await ownAttempt(query, readId(context, 'id'), context.get('asker'));
	if (!isUnbegun(attempt)) throw conflict('begun', 'The exam has been begun with this notice.');
	if (attempt.practice) throw conflict('practice', 'Nobody is there who could answer it.');
	return attempt;
}
