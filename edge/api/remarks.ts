/** Requests of students for another look, and their answers. */
import { remarkAnswer, remarkRequest, remarkRequests } from '#sync/schema/release.ts';
import { overrideResult, selectOptionalResult } from '../db/attempt-marks.ts';
import { system, transaction } from '../db/database.ts';
import { selectOptionalKeyedForm } from '../db/form-keys.ts';
import { answerRequest, selectRequests } from '../db/remarks.ts';
import { askedSitting, conflict } from './asked-sitting.ts';
import { readId } from './body.ts';
import { operation } from './operation.ts';
import { ProblemError } from './problem.ts';
import { audit } from './who-asks.ts';

const tag = 'Marking';
const noSuchRequest = () => new ProblemError('not_found', 'There is no such request.');

const list = operation(
	{
		id: 'listRemarks',
		method: 'get',
		path: '/marking/sittings/:id/requests',
		tag,
		summary: 'What students ask to be looked at again; open requests first',
		access: 'signed_in',
		answer: remarkRequests,
		refusals: ['not_found']
	},
	async (context) => {
		const id = readId(context, 'id');
		const { form } = await transaction(context.env, context.get('actor'), (query) =>
			askedSitting(context, query, id, 'mark')
		);
		return transaction(context.env, system, async (query) => {
			const requests = await selectRequests(query, { sitting: id });
			const asked = new Set(requests.map(({ item }) => item));
			const keyed = await selectOptionalKeyedForm(query, form);
			return {
				requests,
				items: (keyed?.form.items ?? []).filter((item) => asked.has(item.id))
			};
		});
	}
);

const respond = operation(
	{
		id: 'answerRemark',
		method: 'post',
		path: '/marking/requests/:request/answer',
		tag,
		summary: 'Answer a request: the points stay, or are others, with the reason',
		access: 'signed_in',
		body: remarkAnswer,
		answer: remarkRequest,
		refusals: ['not_found', 'conflict', 'invalid_request']
	},
	async (context, { body }) => {
		const id = readId(context, 'request');
		const [found] = await transaction(context.env, system, (query) =>
			selectRequests(query, { id })
		);
		if (!found) throw noSuchRequest();
		await transaction(context.env, context.get('actor'), (query) =>
			askedSitting(context, query, found.sitting, 'mark')
		);
		const by = context.get('asker').id;
		return transaction(context.env, system, async (query) => {
			const { attempt, item } = found;
			const result = await selectOptionalResult(query, attempt, item);
			if (!result) throw noSuchRequest();
			if (!(await answerRequest(query, { id, outcome: body.outcome, answer: body.answer, by })))
				throw conflict('stale', 'It was answered, or taken back.');
			if (body.outcome === 'changed') {
				if (result.struck) throw conflict('struck', 'The item is struck.');
				if (body.points > result.maximum)
					throw new ProblemError('invalid_request', 'More than the item is worth.', {
						evidence: { field: 'points', maximum: result.maximum }
					});
				const { points, answer: because } = body;
				await overrideResult(query, { attempt, item, points, because, cause: 'request', by });
			}
			await audit(context, query, {
				action: 'remark_answered',
				subject: attempt,
				detail: { item, request: id, outcome: body.outcome }
			});
			const [after] = await selectRequests(query, { id });
			if (!after) throw noSuchRequest();
			return after;
		});
	}
);

export const remarks = [list, respond];
