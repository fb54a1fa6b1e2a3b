/** What the staff do in the middle of an exam. The room seals it into each student's control log; who is away gets it on the next contact. */
import type { Context } from 'hono';
import { canonicalBytes } from '#sync/canonical.ts';
import { sha256Hex } from '#sync/hash.ts';
import { controlAnswer, controlRequest } from '#sync/schema/control-act.ts';
import type { ControlRequest } from '#sync/schema/control-act.ts';
import { permit } from '../access/permit.ts';
import { selectRoster } from '../db/attempts.ts';
import type { Attempt } from '../db/attempts.ts';
import { insertControlAct } from '../db/control-acts.ts';
import { transaction } from '../db/database.ts';
import type { Query } from '../db/database.ts';
import { selectForm, selectOptionalSitting } from '../db/sittings.ts';
import { readId } from './body.ts';
import { operation } from './operation.ts';
import { ProblemError } from './problem.ts';
import type { Authenticated } from './signed-in.ts';
import { auditEach } from './who-asks.ts';

const send = operation(
	{
		id: 'controlSitting',
		method: 'post',
		path: '/sittings/:id/control',
		tag: 'Supervising',
		summary:
			'Say something to students of a sitting, give more time, pause, go on, end, hand over to another device, or correct an item',
		access: 'signed_in',
		body: controlRequest,
		answer: controlAnswer,
		refusals: ['not_found', 'not_allowed', 'conflict', 'invalid_request', 'unavailable']
	},
	async (context, { body }) => {
		const { env } = context;
		const sitting = readId(context, 'id');
		const { attempts, at } = await transaction(env, context.get('actor'), (query) =>
			noteSent(context, query, sitting, body)
		);
		const kept = { id: body.id, at, by: context.get('asker').id, act: body.act };
		const byRoom = Map.groupBy(attempts, ({ room }) => room);
		const told = await Promise.all(
			[...byRoom].map(([name, own]) => {
				const room = env.SITTING_ROOM.get(env.SITTING_ROOM.idFromName(name));
				return room.control({
					sitting,
					toAll: body.to === 'all',
					attempts: own.map(({ id }) => id),
					kept: JSON.stringify(kept)
				});
			})
		);
		// Of those who have not started the room has no row; the hall has one.
		const hall = env.SITTING_HALL.get(env.SITTING_HALL.idFromName(sitting));
		await hall.tell(told.flat());
		if (body.to === 'all' && body.act.act === 'extend')
			await hall.addForAll(body.id, body.act.addMs);
		return { id: body.id, students: attempts.length };
	}
);

export const control = [send];

/** That it was sent is written down before it is: broken off, it is asked again with the same number. */
async function noteSent(
	context: Context<Authenticated>,
	query: Query,
	id: string,
	body: ControlRequest
): Promise<{ attempts: Attempt[]; at: number }> {
	const asker = context.get('asker');
	const found = await selectOptionalSitting(query, id, asker.id);
	const sitting = { institution: asker.institution, staff: found ? [asker.id] : [] };
	if (!found || !permit(asker, { to: 'control_sitting', sitting }))
		throw new ProblemError('not_found', 'There is no such sitting.');
	const { act } = body;
	if (act.act === 'hand_over' && (body.to === 'all' || body.to.length > 1))
		throw new ProblemError('invalid_request', 'A hand-over is for one student.', {
			evidence: { field: 'to' }
		});
	if (act.act === 'correction') {
		if (!permit(asker, { to: 'correct_sitting', sitting }))
			throw new ProblemError('not_allowed', 'Corrections are for the teachers of the sitting.');
		const form = await selectForm(query, id);
		if (!form.items.some((item) => item.id === act.item))
			throw new ProblemError('not_found', 'There is no such item.');
	}
	const roster = await selectRoster(query, id);
	const attempts = addressed(roster, body.to);
	const sent = await insertControlAct(query, {
		id: body.id,
		institution: asker.institution,
		sitting: id,
		sentBy: asker.id,
		act: act.act,
		contentHash: sha256Hex(canonicalBytes(body)),
		toAll: body.to === 'all'
	});
	if (!sent) throw new ProblemError('conflict', 'This number was used for something else.');
	if (sent.fresh) {
		const detail = {
			act: act.act,
			id: body.id,
			...('addMs' in act && { addMs: act.addMs }),
			...('item' in act && { item: act.item })
		};
		const subjects = attempts.map((attempt) => ({ subject: attempt.id, detail }));
		await auditEach(context, query, { action: 'control_sent', subjects });
	}
	return { attempts, at: sent.sentAt };
}

function addressed(roster: readonly Attempt[], to: ControlRequest['to']): Attempt[] {
	if (to === 'all') return [...roster];
	const wanted = new Set(to);
	const attempts = roster.filter(({ id }) => wanted.has(id));
	if (attempts.length !== wanted.size)
		throw new ProblemError('not_found', 'There is no such attempt in this sitting.');
	return attempts;
}
