/** What is granted to a person: by an admin, with a reason that stays with the admins; the person sees what, and not why. */
import type { Context } from 'hono';
import { z } from 'zod';
import {
	accommodationMade,
	accommodationRequest,
	accommodations as accommodationList,
	ownAccommodations
} from '#sync/schema/accommodation.ts';
import type { AccommodationRequest } from '#sync/schema/accommodation.ts';
import { permit } from '../access/permit.ts';
import {
	endAccommodation,
	insertAccommodation,
	isStudent,
	selectAccommodations,
	selectOwnAccommodations
} from '../db/accommodations.ts';
import { selectAttemptsOf } from '../db/attempts.ts';
import { system, transaction } from '../db/database.ts';
import type { Query } from '../db/database.ts';
import { selectOptionalPerson } from '../db/people.ts';
import { logProblem } from '../log.ts';
import { unheardRow } from '../rooms/attempt-row.ts';
import { asAdmin } from './admin-guard.ts';
import { readId } from './body.ts';
import { operation } from './operation.ts';
import { ProblemError } from './problem.ts';
import type { Authenticated } from './signed-in.ts';
import { audit, auditLook } from './who-asks.ts';

const tag = 'Administration';
const noneSuch = () => new ProblemError('not_found', 'There is no such accommodation in force.');

const list = operation(
	{
		id: 'listAccommodations',
		method: 'get',
		path: '/admin/users/:id/accommodations',
		tag,
		summary: 'What was granted to a person, with the reasons, and what was changed or ended',
		access: 'signed_in',
		answer: accommodationList,
		refusals: ['not_allowed', 'not_found']
	},
	(context) => {
		const institution = asAdmin(context);
		const id = readId(context, 'id');
		return transaction(context.env, context.get('actor'), async (query) => {
			if (!(await selectOptionalPerson(query, institution, id)))
				throw new ProblemError('not_found', 'There is no such person.');
			await auditLook(context, query, { action: 'accommodations_viewed', subject: id });
			return { accommodations: await selectAccommodations(query, id, Date.now()) };
		});
	}
);

const grant = operation(
	{
		id: 'grantAccommodation',
		method: 'post',
		path: '/admin/users/:id/accommodations',
		tag,
		summary: 'Grant a student something that applies to every sitting of theirs',
		access: 'signed_in',
		body: accommodationRequest,
		answer: accommodationMade,
		status: 201,
		refusals: ['not_allowed', 'not_found', 'conflict']
	},
	(context, { body }) =>
		changing(context, async (query, student) => {
			const id = await insert(context, query, student, body, null);
			await audit(context, query, {
				action: 'accommodation_granted',
				subject: student,
				detail: { accommodation: id }
			});
			return { id };
		})
);

const change = operation(
	{
		id: 'changeAccommodation',
		method: 'put',
		path: '/admin/users/:id/accommodations/:accommodation',
		tag,
		summary: 'Put another in its place; the one before stays on record',
		access: 'signed_in',
		body: accommodationRequest,
		answer: accommodationMade,
		refusals: ['not_allowed', 'not_found', 'conflict']
	},
	(context, { body }) =>
		changing(context, async (query, student) => {
			const replaces = readId(context, 'accommodation');
			const by = context.get('asker').id;
			if (!(await endAccommodation(query, { id: replaces, student, by }))) throw noneSuch();
			const id = await insert(context, query, student, body, replaces);
			await audit(context, query, {
				action: 'accommodation_changed',
				subject: student,
				detail: { accommodation: id, replaces }
			});
			return { id };
		})
);

const end = operation(
	{
		id: 'endAccommodation',
		method: 'post',
		path: '/admin/users/:id/accommodations/:accommodation/end',
		tag,
		summary: 'End one: it applies to nothing that has not begun by then',
		access: 'signed_in',
		body: z.strictObject({}),
		answer: 'nothing',
		refusals: ['not_allowed', 'not_found', 'conflict']
	},
	(context) =>
		changing(context, async (query, student) => {
			const id = readId(context, 'accommodation');
			if (!(await endAccommodation(query, { id, student, by: context.get('asker').id })))
				throw noneSuch();
			await audit(context, query, {
				action: 'accommodation_ended',
				subject: student,
				detail: { accommodation: id }
			});
		})
);

const own = operation(
	{
		id: 'ownAccommodations',
		method: 'get',
		path: '/student/accommodations',
		tag: 'Sitting an exam',
		summary: 'What was granted to oneself; the reason is not part of it',
		access: 'signed_in',
		answer: ownAccommodations,
		refusals: ['not_allowed']
	},
	async (context) => {
		if (!permit(context.get('asker'), { to: 'see_own_work' }))
			throw new ProblemError('not_allowed', 'This is for students.');
		return transaction(context.env, context.get('actor'), async (query) => ({
			accommodations: await selectOwnAccommodations(query)
		}));
	}
);

export const accommodations = [list, grant, change, end, own];

/** As the admin, in one transaction; then the halls in which the student stands are told. */
async function changing<T>(
	context: Context<Authenticated>,
	work: (query: Query, student: string) => Promise<T>
): Promise<T> {
	const institution = asAdmin(context);
	const student = readId(context, 'id');
	const done = await transaction(context.env, context.get('actor'), async (query) => {
		if (!(await selectOptionalPerson(query, institution, student)))
			throw new ProblemError('not_found', 'There is no such person.');
		if (student === context.get('asker').id || !(await isStudent(query, student)))
			throw new ProblemError(
				'conflict',
				'Accommodations are for students, and nobody’s own to grant.'
			);
		return work(query, student);
	});
	context.executionCtx.waitUntil(tellHalls(context.env, student));
	return done;
}

async function insert(
	context: Context<Authenticated>,
	query: Query,
	student: string,
	body: AccommodationRequest,
	replaces: string | null
): Promise<string> {
	const id = crypto.randomUUID();
	const { id: by, institution } = context.get('asker');
	await insertAccommodation(query, { ...body, id, institution, student, by, replaces });
	return id;
}

const unfinished = ['assigned', 'ready', 'in_progress', 'paused', 'held'];

/** In passing: a console that is not told now is told when it comes back. */
async function tellHalls(env: Authenticated['Bindings'], student: string): Promise<void> {
	try {
		const attempts = await transaction(env, system, (query) => selectAttemptsOf(query, student));
		for (const attempt of attempts.filter(({ state }) => unfinished.includes(state))) {
			const hall = env.SITTING_HALL.get(env.SITTING_HALL.idFromName(attempt.sitting_id));
			await hall.enrol([unheardRow(attempt)]);
			await hall.watchDeadlines(attempt.sitting_id, true);
		}
	} catch (problem) {
		logProblem('hall', problem);
	}
}
