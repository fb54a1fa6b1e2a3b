import { z } from 'zod';
import type { SittingLock } from '#sync/schema/api.ts';
import { instant, uuid } from './columns.ts';
import type { Query } from './database.ts';

const changed = z.object({ changed: z.boolean().nullable() });

/** null: there is no such sitting for who asks; false: it is locked by hand already. */
export async function lockSitting(
	query: Query,
	sitting: string,
	because: string
): Promise<boolean | null> {
	const [row] = await query('select lock_sitting($1, $2) as changed', [sitting, because]);
	return changed.parse(row).changed;
}

export async function unlockSitting(query: Query, sitting: string): Promise<boolean | null> {
	const [row] = await query('select unlock_sitting($1) as changed', [sitting]);
	return changed.parse(row).changed;
}

const lock = z.object({
	at: instant,
	by_name: z.string().nullable(),
	reason: z.string().nullable()
});

/** For its staff. */
export async function selectSittingLock(
	query: Query,
	sitting: string
): Promise<SittingLock | null> {
	const [row] = await query('select at, by_name, reason from sitting_lock($1)', [sitting]);
	if (!row) return null;
	const { by_name, ...read } = lock.parse(row);
	return { ...read, by: by_name };
}

/** As the system, for rooms. */
export async function isSittingLocked(query: Query, sitting: string): Promise<boolean> {
	const [row] = await query('select locked_at is not null as locked from sittings where id = $1', [
		sitting
	]);
	return row ? z.object({ locked: z.boolean() }).parse(row).locked : false;
}

/**
 * Attempts that a lock has to hold, or whose hold goes with it. Who is locked as a person stays held, and what is over is left alone:
 * only the room can tell whether there is anything.
 */
export async function selectToHold(
	query: Query,
	sitting: string,
	held: boolean
): Promise<{ id: string; room: string }[]> {
	const rows = await query(
		`select a.id, a.room from exam_attempts a join users u on u.id = a.student_id
		where a.sitting_id = $1 and ($2 or u.locked_at is null)
			and (a.submitted_at is null or not $2) and a.state not in ('released', 'withdrawn', 'voided')`,
		[sitting, held]
	);
	return z.array(z.object({ id: uuid, room: z.string() })).parse(rows);
}
