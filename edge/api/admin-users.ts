/** People: found, looked at, locked, given roles. */
import type { Context } from 'hono';
import { z } from 'zod';
import {
	legalHoldRequest,
	lockRequest,
	people,
	peopleQuery,
	personDetail,
	rolesRequest
} from '#sync/schema/administration.ts';
import { system, transaction } from '../db/database.ts';
import type { Query } from '../db/database.ts';
import {
	selectOptionalPerson,
	selectPeople,
	selectRunningAttempts,
	selectStaffedSittings
} from '../db/people.ts';
import { endSignInsOf } from '../db/sign-ins.ts';
import { asAdmin } from './admin-guard.ts';
import { readId } from './body.ts';
import { operation } from './operation.ts';
import { ProblemError } from './problem.ts';
import type { Authenticated } from './signed-in.ts';
import { audit, auditLook } from './who-asks.ts';

const tag = 'Administration';
const noSuchPerson = () => new ProblemError('not_found', 'There is no such person.');

const list = operation(
	{
		id: 'listPeople',
		method: 'get',
		path: '/admin/users',
		tag,
		summary: 'The people of the institution, searched and paged',
		access: 'signed_in',
		query: peopleQuery,
		answer: people,
		refusals: ['not_allowed']
	},
	(context, { query: asked }) => {
		const institution = asAdmin(context);
		return transaction(context.env, context.get('actor'), async (query) => {
			if (asked.after === undefined)
				// Not what was looked for: it may be a name, and this log is never changed.
				await auditLook(context, query, { action: 'people_listed', subject: null });
			return selectPeople(query, institution, asked);
		});
	}
);

const show = operation(
	{
		id: 'showPerson',
		method: 'get',
		path: '/admin/users/:id',
		tag,
		summary: 'One person',
		access: 'signed_in',
		answer: personDetail,
		refusals: ['not_allowed', 'not_found']
	},
	(context) => {
		const institution = asAdmin(context);
		const id = readId(context, 'id');
		return transaction(context.env, context.get('actor'), async (query) => {
			const found = await selectOptionalPerson(query, institution, id);
			if (!found) throw noSuchPerson();
			await auditLook(context, query, { action: 'person_viewed', subject: id });
			return found;
		});
	}
);

/** As the admin, whom row-level security lets reach the people of their own institution only. */
async function changing(
	context: Context<Authenticated>,
	work: (query: Query, id: string) => Promise<unknown[]>
): Promise<string> {
	const id = readId(context, 'id');
	await transaction(context.env, context.get('actor'), async (query) => {
		if ((await work(query, id)).length === 0) throw noSuchPerson();
	});
	return id;
}

const lock = operation(
	{
		id: 'lockPerson',
		method: 'post',
		path: '/admin/users/:id/lock',
		tag,
		summary:
			'Lock an account: every device is signed out at once; what a running exam brings is taken in and held',
		access: 'signed_in',
		body: lockRequest,
		answer: 'nothing',
		refusals: ['not_allowed', 'not_found', 'conflict']
	},
	async (context, { body }) => {
		asAdmin(context);
		if (readId(context, 'id') === context.get('asker').id)
			throw new ProblemError('conflict', 'Nobody locks themselves out.');
		const id = await changing(context, async (query, person) => {
			const changed = await query(
				'update users set locked_at = coalesce(locked_at, now()), lock_reason = $2, updated_at = now() where id = $1 returning id',
				[person, body.reason]
			);
			if (changed.length > 0) {
				await endSignInsOf(query, person, 'locked');
				await audit(context, query, {
					action: 'locked',
					subject: person,
					detail: { reason: body.reason }
				});
			}
			return changed;
		});
		await carryOut(context, id, true);
	}
);

const unlock = operation(
	{
		id: 'unlockPerson',
		method: 'post',
		path: '/admin/users/:id/unlock',
		tag,
		summary: 'Unlock an account',
		access: 'signed_in',
		body: z.strictObject({}),
		answer: 'nothing',
		refusals: ['not_allowed', 'not_found']
	},
	async (context) => {
		asAdmin(context);
		const id = await changing(context, async (query, person) => {
			const changed = await query(
				'update users set locked_at = null, lock_reason = null, updated_at = now() where id = $1 returning id',
				[person]
			);
			if (changed.length > 0) await audit(context, query, { action: 'unlocked', subject: person });
			return changed;
		});
		await carryOut(context, id, false);
	}
);

/** Rooms hold what comes of a locked person, halls end their sockets. Whoever asks again reaches those that could not be reached. */
export async function carryOut(
	{ env }: Context<Authenticated>,
	person: string,
	locked: boolean
): Promise<void> {
	const attempts = await transaction(env, system, (query) => selectRunningAttempts(query, person));
	await Promise.all([
		...attempts
			.filter(({ sittingLocked }) => locked || !sittingLocked)
			.map(({ id, room }) =>
				env.SITTING_ROOM.get(env.SITTING_ROOM.idFromName(room)).holdAttempt(id, locked)
			),
		locked ? endWatching(env, person) : null
	]);
}

async function endWatching(env: Authenticated['Bindings'], person: string): Promise<void> {
	const sittings = await transaction(env, system, (query) => selectStaffedSittings(query, person));
	await Promise.all(
		sittings.map((sitting) =>
			env.SITTING_HALL.get(env.SITTING_HALL.idFromName(sitting)).endWatching(person)
		)
	);
}

const roles = operation(
	{
		id: 'changeRoles',
		method: 'put',
		path: '/admin/users/:id/roles',
		tag,
		summary: 'Give a person other roles; they hold from the next request on',
		access: 'signed_in',
		body: rolesRequest,
		answer: 'nothing',
		refusals: ['not_allowed', 'not_found', 'conflict']
	},
	async (context, { body }) => {
		asAdmin(context);
		const own = readId(context, 'id') === context.get('asker').id;
		if (own && !body.roles.includes('admin'))
			throw new ProblemError('conflict', 'Another admin has to take that role from you.');
		const next = [...new Set(body.roles)].sort();
		const id = await changing(context, async (query, person) => {
			const found = await query('select id, roles from users where id = $1', [person]);
			if (found.length === 0) return found;
			await query('select set_roles($1, $2)', [person, next]);
			await audit(context, query, {
				action: 'roles_changed',
				subject: person,
				detail: { before: String(found[0]?.['roles']), after: next.join(',') }
			});
			return found;
		});
		// The consoles come back through the Worker, which looks at the new roles.
		await endWatching(context.env, id);
	}
);

const legalHold = operation(
	{
		id: 'changeLegalHold',
		method: 'put',
		path: '/admin/users/:id/legal-hold',
		tag,
		summary: 'Keep a person’s data whatever the retention rule says, or no longer',
		access: 'signed_in',
		body: legalHoldRequest,
		answer: 'nothing',
		refusals: ['not_allowed', 'not_found']
	},
	async (context, { body }) => {
		asAdmin(context);
		await changing(context, async (query, person) => {
			const changed = await query(
				'update users set legal_hold = $2, updated_at = now() where id = $1 returning id',
				[person, body.because]
			);
			if (changed.length > 0)
				await audit(context, query, {
					action: 'legal_hold_changed',
					subject: person,
					detail: { because: body.because }
				});
			return changed;
		});
	}
);

export const adminUsers = [list, show, lock, unlock, roles, legalHold];
