/** Who comes onto the roster of a sitting that is locked is held like those who were on it: the lock told only the rooms that it knew. */
import type { Context } from 'hono';
import { selectRooms } from '../db/attempts.ts';
import { system, transaction } from '../db/database.ts';
import { isSittingLocked } from '../db/sitting-locks.ts';
import type { Authenticated } from './signed-in.ts';

/** After the commit, so that a lock that comes now finds them itself. Who is back is held no more, unless the sitting is locked. */
export async function holdNewcomers(
	context: Context<Authenticated>,
	sitting: string,
	newcomers: readonly { attempt: string; was_withdrawn: boolean }[]
): Promise<void> {
	if (newcomers.length === 0) return;
	const back = newcomers.filter(({ was_withdrawn }) => was_withdrawn);
	await setHeld(context, sitting, back, false);
	const locked = await transaction(context.env, system, (query) => isSittingLocked(query, sitting));
	if (locked) await setHeld(context, sitting, newcomers, true);
}

/** As the Worker: who plans a sitting need not be on its staff. */
async function setHeld(
	{ env }: Context<Authenticated>,
	sitting: string,
	attempts: readonly { attempt: string }[],
	held: boolean
): Promise<void> {
	if (attempts.length === 0) return;
	const ids = attempts.map(({ attempt }) => attempt);
	const rooms = await transaction(env, system, (query) => selectRooms(query, sitting, ids));
	await Promise.all(
		[...Map.groupBy(rooms, ({ room }) => room)].map(([room, own]) =>
			env.SITTING_ROOM.get(env.SITTING_ROOM.idFromName(room)).holdAttempts(
				own.map(({ id }) => id),
				held
			)
		)
	);
}
