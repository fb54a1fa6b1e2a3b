/** What has passed its deadline. Each of these may be asked twice, by two who do not know of each other: the second changes nothing. */
import { z } from 'zod';
import { expiredOf, locksAt, nextLookAt } from '../access/deadlines.ts';
import type { Standing } from '../access/deadlines.ts';
import { lastWordAt, termsOf } from '../access/own-terms.ts';
import { insertAudit } from './audit-logs.ts';
import { selectDueAttempts, selectRoster } from './attempts.ts';
import type { Attempt } from './attempts.ts';
import { instant, uuid } from './columns.ts';
import type { Query } from './database.ts';

const PAGE = 500;
const SITTINGS = 20;
const nobody = { actor: null, address: null, request: null };

const standing = (attempt: Attempt): Standing => ({
	id: attempt.id,
	state: attempt.state,
	lastWordAt: lastWordAt(termsOf(attempt))
});

/** A page of attempts behind `after`, by id. Answers where the next one begins; null: that was the last. */
export async function expireAttempts(
	query: Query,
	after: string,
	now: number
): Promise<string | null> {
	const due = await selectDueAttempts(query, after, now, PAGE);
	await expire(query, due, now);
	return due.length < PAGE ? null : (due.at(-1)?.id ?? null);
}

async function expire(query: Query, due: readonly Attempt[], now: number): Promise<void> {
	// Begun meanwhile, it is not touched: then the room has brought it, and what was sealed counts.
	const rows = await query(
		`update exam_attempts set state = 'expired' where id = any ($1) and state in ('assigned', 'ready') returning id`,
		[expiredOf(due.map(standing), now)]
	);
	const expired = new Set(
		z
			.array(z.object({ id: uuid }))
			.parse(rows)
			.map(({ id }) => id)
	);
	const gone = due.filter(({ id }) => expired.has(id));
	for (const [sitting, attempts] of Map.groupBy(gone, ({ sitting_id }) => sitting_id))
		await insertAudit(query, {
			...nobody,
			institution: attempts[0]?.institution_id ?? null,
			action: 'attempts_expired',
			subject: sitting,
			detail: { attempts: attempts.length }
		});
}

const candidate = z.object({
	id: uuid,
	institution_id: uuid,
	/** Last word of somebody who was granted nothing. */
	planned: z.number()
});
const planned = `(extract(epoch from s.closes_at) * 1000 + greatest((s.policy->>'graceMs')::float8, s.duration_ms + 86400000))::float8`;

/** A page of sittings behind `after`, by id. Answers as `expireAttempts`. */
export async function closeSittings(
	query: Query,
	after: string,
	now: number
): Promise<string | null> {
	const rows = await query(
		`select s.id, s.institution_id, ${planned} as planned from sittings s
		where s.locked_at is null and s.id > $1 and ${planned} < $2::float8 order by s.id limit ${SITTINGS}`,
		[after, now]
	);
	const due = z.array(candidate).parse(rows);
	for (const sitting of due) {
		const roster = await selectRoster(query, sitting.id);
		const at = locksAt(roster.map(standing), sitting.planned);
		if (now <= at) continue;
		// What was granted may have ended since the others expired: nothing expires in a sitting that is locked by its deadline.
		await expire(query, roster, now);
		const [done] = await query(
			'select close_sitting($1, to_timestamp($2::float8 / 1000)) as closed',
			[sitting.id, at]
		);
		if (done?.['closed'] !== true) continue;
		await insertAudit(query, {
			...nobody,
			institution: sitting.institution_id,
			action: 'sitting_locked',
			subject: sitting.id,
			detail: { by: 'deadline' }
		});
	}
	return due.length < SITTINGS ? null : (due.at(-1)?.id ?? null);
}

const looked = candidate.extend({ locked: z.boolean(), unlocked_at: instant.nullable() });

/** When this sitting has to be looked at again; null: not any more. And how its attempts stand now. */
export async function selectNextLook(
	query: Query,
	sitting: string,
	now: number
): Promise<{ at: number | null; roster: Attempt[] }> {
	const [row] = await query(
		`select s.id, s.institution_id, ${planned} as planned, s.locked_at is not null as locked, s.unlocked_at
		from sittings s where s.id = $1`,
		[sitting]
	);
	if (!row) return { at: null, roster: [] };
	const read = looked.parse(row);
	const roster = await selectRoster(query, sitting);
	const attempts = roster.map(standing);
	// Unlocked by hand after its deadline, it stays so.
	const locked = read.locked || (read.unlocked_at ?? 0) >= locksAt(attempts, read.planned);
	return { at: nextLookAt(attempts, { planned: read.planned, locked }, now), roster };
}
