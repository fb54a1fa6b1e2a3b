/** A sitting locked by hand: no key, no new attempt, and what is being written comes in and is held for a person; then it goes on. */
import type { Context } from 'hono';
import { sittingLockRequest } from '#sync/schema/api.ts';
import { system, transaction } from '../db/database.ts';
import { isSittingLocked, lockSitting, selectToHold, unlockSitting } from '../db/sitting-locks.ts';
import { readId } from './body.ts';
import { operation } from './operation.ts';
import { ProblemError } from './problem.ts';
import type { Authenticated } from './signed-in.ts';
import { audit } from './who-asks.ts';

const tag = 'Supervising';
const noSuchSitting = () => new ProblemError('not_found', 'There is no such sitting.');

const lock = operation(
	{
		id: 'lockSitting',
		method: 'post',
		path: '/sittings/:id/lock',
		tag,
		summary:
			'Lock a sitting: it gives no key and takes no new attempt; what somebody is writing still comes in, and is held for a person',
		access: 'signed_in',
		body: sittingLockRequest,
		answer: 'nothing',
		refusals: ['not_found', 'unavailable']
	},
	async (context, { body }) => {
		const id = readId(context, 'id');
		await transaction(context.env, context.get('actor'), async (query) => {
			const changed = await lockSitting(query, id, body.reason);
			if (changed === null) throw noSuchSitting();
			if (changed)
				await audit(context, query, {
					action: 'sitting_locked',
					subject: id,
					detail: { reason: body.reason }
				});
		});
		await carryOut(context, id);
	}
);

const unlock = operation(
	{
		id: 'unlockSitting',
		method: 'post',
		path: '/sittings/:id/unlock',
		tag,
		summary: 'Unlock a sitting: it gives keys again, and what was held by the lock goes on',
		access: 'signed_in',
		body: sittingLockRequest,
		answer: 'nothing',
		refusals: ['not_found', 'unavailable']
	},
	async (context, { body }) => {
		const id = readId(context, 'id');
		await transaction(context.env, context.get('actor'), async (query) => {
			const changed = await unlockSitting(query, id);
			if (changed === null) throw noSuchSitting();
			if (changed)
				await audit(context, query, {
					action: 'sitting_unlocked',
					subject: id,
					detail: { reason: body.reason }
				});
		});
		await carryOut(context, id);
	}
);

export const sittingLocks = [lock, unlock];

/**
 * The rooms are told after the database, and what it says then. Of a lock and an unlock at once either may speak to them last: it asks
 * again afterwards, and tells them anew where that has changed. Whoever asks again reaches those that could not be reached.
 */
async function carryOut({ env }: Context<Authenticated>, sitting: string): Promise<void> {
	const now = () => transaction(env, system, (query) => isSittingLocked(query, sitting));
	let held = await now();
	for (let told = !held; told !== held; held = await now()) {
		await tellRooms(env, sitting, held);
		told = held;
	}
}

async function tellRooms(
	env: Authenticated['Bindings'],
	sitting: string,
	held: boolean
): Promise<void> {
	const attempts = await transaction(env, system, (query) => selectToHold(query, sitting, held));
	const rooms = Map.groupBy(attempts, ({ room }) => room);
	await Promise.all(
		[...rooms].map(([room, own]) =>
			env.SITTING_ROOM.get(env.SITTING_ROOM.idFromName(room)).holdAttempts(
				own.map(({ id }) => id),
				held
			)
		)
	);
	await env.SITTING_HALL.get(env.SITTING_HALL.idFromName(sitting)).watchDeadlines(sitting, true);
}
