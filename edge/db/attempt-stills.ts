/** Stills of an attempt that have arrived, and the key that all of them lie under. */
import { z } from 'zod';
import { signed } from '#sync/schema/signed.ts';
import type { Signed } from '#sync/schema/signed.ts';
import { stillTypes } from '#sync/stills.ts';
import { instant, uuid, wholeNumber } from './columns.ts';
import type { Query } from './query.ts';

const arrived = z.object({
	hash: z.string(),
	content_type: z.enum(stillTypes),
	bytes: wholeNumber,
	receipt: signed,
	arrived_at: instant
});
export type ArrivedStill = z.infer<typeof arrived>;
const columns = 'hash, content_type, bytes, receipt, arrived_at';

/** Row-level security lets the staff of the sitting and the student see them; anyone else gets none. */
export async function selectStills(query: Query, attempt: string): Promise<ArrivedStill[]> {
	const rows = await query(
		`select ${columns} from attempt_stills where attempt_id = $1 order by arrived_at, hash`,
		[attempt]
	);
	return z.array(arrived).parse(rows);
}

export async function selectOptionalStill(
	query: Query,
	attempt: string,
	hash: string
): Promise<ArrivedStill | null> {
	const [row] = await query(
		`select ${columns} from attempt_stills where attempt_id = $1 and hash = $2`,
		[attempt, hash]
	);
	return row ? arrived.parse(row) : null;
}

/** Of who was erased, or once the key was destroyed, nothing is kept; else the receipt that counts. */
export async function insertStill(
	query: Query,
	attempt: string,
	still: Omit<ArrivedStill, 'arrived_at'> & { at: number }
): Promise<Signed | null> {
	// Held until the commit, so that whoever destroys the key counts this row.
	await query(
		`with k as (select attempt_id, institution_id from still_keys where attempt_id = $1 and destroyed_at is null for share)
		insert into attempt_stills (attempt_id, hash, institution_id, content_type, bytes, receipt, arrived_at)
		select k.attempt_id, $2, k.institution_id, $3, $4::int, $5::jsonb, to_timestamp($6::float8 / 1000) from k
		on conflict (attempt_id, hash) do nothing`,
		[attempt, still.hash, still.content_type, still.bytes, JSON.stringify(still.receipt), still.at]
	);
	return (await selectOptionalStill(query, attempt, still.hash))?.receipt ?? null;
}

/** `sealed`: null once it was destroyed. */
export type StillKey = { sealed: string | null };
const key = z.object({ sealed: z.string().nullable() });

/** null: no still of the attempt ever came. As the system. */
export async function selectOptionalStillKey(
	query: Query,
	attempt: string
): Promise<StillKey | null> {
	const [row] = await query('select sealed from still_keys where attempt_id = $1', [attempt]);
	return row ? key.parse(row) : null;
}

/** The first to come wins, the latest day holds. Answers whether this was the first; nothing is made for who was erased. */
export async function insertStillKey(
	query: Query,
	attempt: string,
	{ sealed, keepUntil }: { sealed: string; keepUntil: number }
): Promise<boolean> {
	const rows = await query(
		`insert into still_keys as k (attempt_id, institution_id, sealed, keep_until)
		select a.id, a.institution_id, $2::text, to_timestamp($3::float8 / 1000) from exam_attempts a join users u on u.id = a.student_id
		where a.id = $1 and u.erased_at is null
		on conflict (attempt_id) do update set keep_until = greatest(k.keep_until, excluded.keep_until) returning sealed = $2::text as made`,
		[attempt, sealed, keepUntil]
	);
	return rows.some(({ made }) => made === true);
}

/** Another ticket of the attempt promises a later day. Where no still came there is nothing to keep. */
export async function keepStillsUntil(
	query: Query,
	attempt: string,
	keepUntil: number
): Promise<void> {
	await query(
		`update still_keys set keep_until = to_timestamp($2::float8 / 1000)
		where attempt_id = $1 and destroyed_at is null and keep_until < to_timestamp($2::float8 / 1000)`,
		[attempt, keepUntil]
	);
}

/** The edge's word that they were deleted; null: they are kept, or none ever came. As anyone who may see the attempt. */
export async function selectStillsDeleted(query: Query, attempt: string): Promise<Signed | null> {
	const [row] = await query('select stills_deleted($1) as statement', [attempt]);
	return z.object({ statement: signed.nullable() }).parse(row).statement;
}

const due = z.object({ attempt_id: uuid, institution_id: uuid });
export type DueStills = { attempt: string; institution: string };

/** Attempts whose stills have been kept long enough; of whom a legal hold says otherwise, none. */
export async function selectDueStills(
	query: Query,
	now: number,
	limit: number
): Promise<DueStills[]> {
	const rows = await query(
		`select k.attempt_id, k.institution_id from still_keys k join exam_attempts a on a.id = k.attempt_id
			join users u on u.id = a.student_id
		where k.destroyed_at is null and k.swept_at is null and u.legal_hold is null
			and k.keep_until <= to_timestamp($1::float8 / 1000)
		order by k.keep_until, k.attempt_id limit $2`,
		[now, limit]
	);
	return z
		.array(due)
		.parse(rows)
		.map(({ attempt_id, institution_id }) => ({
			attempt: attempt_id,
			institution: institution_id
		}));
}

/**
 * How many there are, with the key held until the commit; null: somebody else destroyed it, or since they were found to be due a legal hold
 * was set or a ticket promised more.
 */
export async function lockStills(
	query: Query,
	attempt: string,
	now: number
): Promise<number | null> {
	// The person too: who sets a hold meanwhile waits, and is waited for.
	const [held] = await query(
		`select 1 from still_keys k join exam_attempts a on a.id = k.attempt_id join users u on u.id = a.student_id
		where k.attempt_id = $1 and k.destroyed_at is null and u.legal_hold is null
			and k.keep_until <= to_timestamp($2::float8 / 1000) for update of k for share of u`,
		[attempt, now]
	);
	if (!held) return null;
	const [row] = await query('select count(*) as n from attempt_stills where attempt_id = $1', [
		attempt
	]);
	return z.object({ n: wholeNumber }).parse(row).n;
}

export async function destroyStillKey(
	query: Query,
	attempt: string,
	{ at, statement }: { at: number; statement: Signed }
): Promise<void> {
	await query(
		`update still_keys set sealed = null, destroyed_at = to_timestamp($2::float8 / 1000), statement = $3::jsonb
		where attempt_id = $1 and destroyed_at is null`,
		[attempt, at, JSON.stringify(statement)]
	);
}

/** Their key is gone, their objects may still be there. */
export async function selectUnswept(query: Query, limit: number): Promise<string[]> {
	const rows = await query(
		'select attempt_id from still_keys where destroyed_at is not null and swept_at is null order by attempt_id limit $1',
		[limit]
	);
	return z
		.array(z.object({ attempt_id: uuid }))
		.parse(rows)
		.map(({ attempt_id }) => attempt_id);
}

export async function markSwept(query: Query, attempt: string): Promise<void> {
	await query('update still_keys set swept_at = now() where attempt_id = $1', [attempt]);
}

/** When the next stills of a sitting are to be deleted; null: it has none. */
export async function selectStillsDueAt(query: Query, sitting: string): Promise<number | null> {
	const [row] = await query(
		`select min(k.keep_until) as at from still_keys k join exam_attempts a on a.id = k.attempt_id
		where a.sitting_id = $1 and k.swept_at is null`,
		[sitting]
	);
	return z.object({ at: instant.nullable() }).parse(row).at;
}
