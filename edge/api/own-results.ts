/** A student's own results: what was released, and asking for another look. */
import type { Context } from 'hono';
import { z } from 'zod';
import { passedOf, percentOf } from '#sync/marking/percent.ts';
import {
	newRemarkRequest,
	ownRemarkRequest,
	ownResults,
	releasedResults
} from '#sync/schema/release.ts';
import { countingIds } from '../access/attempt-numbers.ts';
import { permit } from '../access/permit.ts';
import { transaction } from '../db/database.ts';
import {
	askRemark,
	selectOptionalRelease,
	selectOwnReleased,
	selectReachedSince,
	withdrawRemark
} from '../db/own-results.ts';
import { selectOptionalOwnRequest, selectOwnRequests } from '../db/remarks.ts';
import { conflict } from './asked-sitting.ts';
import { readId } from './body.ts';
import { operation } from './operation.ts';
import { correctionsOf } from './own-corrections.ts';
import { ProblemError } from './problem.ts';
import { outSince, shownOf } from './released-results.ts';
import type { Authenticated } from './signed-in.ts';
import { tellMarkers } from './tell-markers.ts';
import { audit } from './who-asks.ts';

const tag = 'Results';
const notReleased = () => new ProblemError('not_found', 'There are no results.');

function asStudent(context: Context<Authenticated>): string {
	const asker = context.get('asker');
	if (!permit(asker, { to: 'see_own_work' }))
		throw new ProblemError('not_allowed', 'This is for students.');
	return asker.id;
}

const list = operation(
	{
		id: 'ownResults',
		method: 'get',
		path: '/student/results',
		tag,
		summary: 'One’s own results that were released, the newest first',
		access: 'signed_in',
		answer: ownResults,
		refusals: ['not_allowed']
	},
	async (context) => {
		const student = asStudent(context);
		const { rows, reached } = await transaction(
			context.env,
			context.get('actor'),
			async (query) => {
				const rows = await selectOwnReleased(query);
				const ids = rows.map(({ attempt }) => attempt);
				return { rows, reached: await selectReachedSince(query, ids) };
			}
		);
		const counting = countingIds(
			rows.map((one) => ({
				...one,
				id: one.attempt,
				student,
				submitted: one.submitted_at !== null
			}))
		);
		const results = rows.map(({ shows_marks, points: marked, ...one }) => {
			const points = marked ?? 0;
			return {
				attempt: one.attempt,
				exam: one.exam,
				title: one.title,
				releasedAt: outSince(one.released_at, reached.get(one.attempt)),
				submittedAt: one.submitted_at,
				number: one.number,
				counts: counting.has(one.attempt),
				points: shows_marks ? points : null,
				maximum: shows_marks ? one.maximum : null,
				percent: shows_marks ? percentOf(points, one.maximum) : null,
				passed: shows_marks ? passedOf({ ...one, points }, one.pass_percent) : null,
				changed: shows_marks && one.changed
			};
		});
		return { results: results.toSorted((one, other) => other.releasedAt - one.releasedAt) };
	}
);

const show = operation(
	{
		id: 'releasedResults',
		method: 'get',
		path: '/student/attempts/:id/results',
		tag,
		summary: 'One’s own results, as far as they are released; nothing before',
		access: 'signed_in',
		answer: releasedResults,
		refusals: ['not_found']
	},
	async (context) => {
		const id = readId(context, 'id');
		const { released, requests, reached } = await transaction(
			context.env,
			context.get('actor'),
			async (query) => ({
				released: await selectOptionalRelease(query, id),
				requests: await selectOwnRequests(query, id),
				reached: await selectReachedSince(query, [id])
			})
		);
		if (!released) throw notReleased();
		const { corrections, lacking } = await correctionsOf(context, id);
		const shown = shownOf(released, corrections, reached.get(id));
		const asks = shown.items.some(({ question }) => question !== undefined);
		return {
			attempt: id,
			...shown,
			...(lacking && asks && { correctionsLacking: true as const }),
			requests
		};
	}
);

const ask = operation(
	{
		id: 'askRemark',
		method: 'post',
		path: '/student/attempts/:id/requests',
		tag,
		summary: 'Ask for another look at one item, with a reason, while the release allows it',
		access: 'signed_in',
		body: newRemarkRequest,
		answer: ownRemarkRequest,
		status: 201,
		refusals: ['not_found', 'conflict']
	},
	async (context, { body }) => {
		const attempt = readId(context, 'id');
		const asked = await transaction(context.env, context.get('actor'), async (query) => {
			const known = await selectOptionalOwnRequest(query, body.id);
			const refused = await askRemark(query, { ...body, attempt });
			if (refused === 'not_found') throw notReleased();
			if (refused) throw conflict(refused, 'This cannot be asked for now.');
			if (!known)
				await audit(context, query, {
					action: 'remark_asked',
					subject: attempt,
					detail: { item: body.item, request: body.id }
				});
			const made = await selectOptionalOwnRequest(query, body.id);
			if (!made) throw notReleased();
			return made;
		});
		tellMarkers(context, asked.id);
		return asked;
	}
);

const withdraw = operation(
	{
		id: 'withdrawRemark',
		method: 'post',
		path: '/student/requests/:request/withdraw',
		tag,
		summary: 'Take back one’s own request while it is open',
		access: 'signed_in',
		body: z.strictObject({}),
		answer: ownRemarkRequest,
		refusals: ['not_found', 'conflict']
	},
	(context) => {
		const id = readId(context, 'request');
		return transaction(context.env, context.get('actor'), async (query) => {
			const known = await selectOptionalOwnRequest(query, id);
			if (!known) throw new ProblemError('not_found', 'There is no such request.');
			if (known.state === 'withdrawn') return known;
			if (!(await withdrawRemark(query, id))) throw conflict('stale', 'It was answered already.');
			await audit(context, query, {
				action: 'remark_withdrawn',
				subject: known.attempt,
				detail: { item: known.item, request: id }
			});
			return (await selectOptionalOwnRequest(query, id)) ?? known;
		});
	}
);

export const ownResultOperations = [list, show, ask, withdraw];
