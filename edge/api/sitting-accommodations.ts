/** What a teacher grants one student of a roster, for that sitting alone. Once the exam is begun, more time is given in the hall. */
import type { Context } from 'hono';
import { z } from 'zod';
import { accommodationMade, sittingGrantRequest } from '#sync/schema/accommodation.ts';
import { id } from '#sync/schema/text.ts';
import { permit } from '../access/permit.ts';
import { selectRooms } from '../db/attempts.ts';
import { system, transaction } from '../db/database.ts';
import type { Query } from '../db/database.ts';
import { selectRosterOf } from '../db/rosters.ts';
import {
	endSittingGrant,
	insertSittingGrant,
	selectSittingGrants
} from '../db/sitting-accommodations.ts';
import { readId } from './body.ts';
import { operation } from './operation.ts';
import { ProblemError } from './problem.ts';
import type { Authenticated } from './signed-in.ts';
import { planned } from './sitting-in-use.ts';
import { tellHall } from './tell-hall.ts';
import { audit } from './who-asks.ts';

const tag = 'Exams';

const grant = operation(
	{
		id: 'grantAtSitting',
		method: 'put',
		path: '/sittings/:id/roster/:attempt/accommodation',
		tag,
		summary:
			'Grant a student of the roster something for this sitting alone, in place of what was granted here before. Until they begin',
		access: 'signed_in',
		body: sittingGrantRequest,
		answer: accommodationMade,
		refusals: ['not_found', 'not_allowed', 'conflict']
	},
	async (context, { body: { granted, instead } }) => {
		// The room is ahead of Postgres: it knows of a device that began a moment ago. Who may not ask is refused first.
		const asked = await transaction(context.env, context.get('actor'), (query) =>
			onRoster(context, query)
		);
		if (await hasBegunInRoom(context, asked)) throw conflict('begun');
		const made = crypto.randomUUID();
		await transaction(context.env, context.get('actor'), async (query) => {
			const { sitting, student, begun } = await onRoster(context, query, { lock: true });
			if (begun) throw conflict('begun');
			const { id: by, institution } = context.get('asker');
			if (student === by) throw conflict('own');
			const before = (await selectSittingGrants(query, sitting)).get(student);
			if ((before?.id ?? null) !== instead) throw conflict('stale');
			if (before) await endSittingGrant(query, { id: before.id, sitting, student, by });
			const row = { id: made, institution, sitting, student, by, granted };
			if (!(await insertSittingGrant(query, row))) throw conflict('begun');
			await audit(context, query, {
				action: before ? 'sitting_accommodation_changed' : 'sitting_accommodation_granted',
				subject: student,
				detail: { sitting, accommodation: made, ...(before && { replaces: before.id }) }
			});
		});
		tellHall(context, asked.sitting, [asked.attempt]);
		return { id: made };
	}
);

const end = operation(
	{
		id: 'endAtSitting',
		method: 'post',
		path: '/sittings/:id/roster/:attempt/accommodation/end',
		tag,
		summary:
			'Take back what was granted for this sitting: it applies to nothing that has not begun by then',
		access: 'signed_in',
		body: z.strictObject({ id }),
		answer: 'nothing',
		refusals: ['not_found', 'not_allowed', 'conflict']
	},
	async (context, { body }) => {
		const asked = await transaction(context.env, context.get('actor'), async (query) => {
			const found = await onRoster(context, query, { lock: true });
			const { sitting, student } = found;
			const by = context.get('asker').id;
			if (student === by) throw conflict('own');
			if (!(await endSittingGrant(query, { id: body.id, sitting, student, by })))
				throw conflict('stale');
			await audit(context, query, {
				action: 'sitting_accommodation_ended',
				subject: student,
				detail: { sitting, accommodation: body.id }
			});
			return found;
		});
		tellHall(context, asked.sitting, [asked.attempt]);
	}
);

export const sittingAccommodations = [grant, end];

type OnRoster = { sitting: string; attempt: string; student: string; begun: boolean };

/** Whoever is not on the roster, or was taken off it, is not there. */
async function onRoster(
	context: Context<Authenticated>,
	query: Query,
	{ lock = false } = {}
): Promise<OnRoster> {
	const plan = await planned(context, query, { lock });
	const asker = context.get('asker');
	const sitting = {
		institution: plan.institution_id,
		staff: plan.staffs ? [asker.id] : [],
		mayChange: plan.may_change
	};
	if (!permit(asker, { to: 'grant_at_sitting', sitting }))
		throw new ProblemError('not_allowed', 'This is for the teachers on its staff.');
	const attempt = readId(context, 'attempt');
	const row = (await selectRosterOf(query, plan.id)).find((one) => one.attempt === attempt);
	if (!row || row.attempt_state === 'withdrawn')
		throw new ProblemError('not_found', 'There is nobody of that number on the roster.');
	const begun = row.attempt_state !== 'assigned' && row.attempt_state !== 'ready';
	return { sitting: plan.id, attempt, student: row.student, begun };
}

/** As the Worker: rooms are nobody else's to know. */
async function hasBegunInRoom(
	{ env }: Context<Authenticated>,
	{ sitting, attempt }: OnRoster
): Promise<boolean> {
	const rooms = await transaction(env, system, (query) => selectRooms(query, sitting, [attempt]));
	const [found] = rooms;
	if (!found) return false;
	const room = env.SITTING_ROOM.get(env.SITTING_ROOM.idFromName(found.room));
	return (await room.newestSession(attempt)) !== null;
}

const conflict = (because: 'begun' | 'own' | 'stale') =>
	new ProblemError('conflict', 'This cannot be granted or taken back now.', {
		evidence: { because }
	});
