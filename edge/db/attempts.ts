import { z } from 'zod';
import { attemptState } from '#sync/schema/attempt.ts';
import { policy } from '#sync/schema/policy.ts';
import { signed } from '#sync/schema/signed.ts';
import { instant, uuid, wholeNumber } from './columns.ts';
import type { Query } from './database.ts';

const attempt = z.object({
	id: uuid,
	institution_id: uuid,
	sitting_id: uuid,
	student_id: uuid,
	student_name: z.string(),
	room: z.string(),
	state: attemptState,
	submitted: z.boolean(),
	order_seed: z.string(),
	exam_title: z.string(),
	item_count: wholeNumber,
	form_hash: z.string(),
	opens_at: instant,
	closes_at: instant,
	duration_ms: wholeNumber,
	policy,
	revision: z.int(),
	rehearsal: z.boolean()
});
export type Attempt = z.infer<typeof attempt>;

// The student may read the sitting but not the form, so what the list needs of it stands in the signed manifest's row.
const columns = `a.id, a.institution_id, a.sitting_id, a.student_id, u.name as student_name, a.room, a.state, a.submitted_at is not null as submitted, a.order_seed,
	s.title as exam_title, s.item_count, s.form_hash, s.duration_ms + a.extra_ms as duration_ms, s.policy, s.revision, s.rehearsal,
	coalesce(a.opens_at, s.opens_at) as opens_at, coalesce(a.closes_at, s.closes_at) as closes_at`;
const tables =
	'exam_attempts a join sittings s on s.id = a.sitting_id join users u on u.id = a.student_id';

export async function selectAttemptsOf(query: Query, student: string): Promise<Attempt[]> {
	const rows = await query(
		`select ${columns} from ${tables} where a.student_id = $1 order by coalesce(a.opens_at, s.opens_at), s.title`,
		[student]
	);
	return z.array(attempt).parse(rows);
}

export async function selectOptionalAttempt(query: Query, id: string): Promise<Attempt | null> {
	const [row] = await query(`select ${columns} from ${tables} where a.id = $1`, [id]);
	return row ? attempt.parse(row) : null;
}

export async function selectRoster(query: Query, sitting: string): Promise<Attempt[]> {
	const rows = await query(
		`select ${columns} from ${tables} where a.sitting_id = $1 order by u.name`,
		[sitting]
	);
	return z.array(attempt).parse(rows);
}

const session = z.object({
	id: uuid,
	ticket: signed,
	next_seq: wholeNumber,
	head: z.string(),
	forked: z.boolean(),
	opened_at: instant
});
export type StoredSession = z.infer<typeof session>;

/** Those that were not erased, oldest first. */
export async function selectSessions(query: Query, attempt: string): Promise<StoredSession[]> {
	const rows = await query(
		'select id, ticket, next_seq, head, forked, opened_at from exam_sessions where attempt_id = $1 and erased_at is null order by opened_at',
		[attempt]
	);
	return z.array(session).parse(rows);
}

/** A ticket was fetched: the attempt can be sat from a device. */
export async function setAttemptReady(query: Query, id: string): Promise<void> {
	await query("update exam_attempts set state = 'ready' where id = $1 and state = 'assigned'", [
		id
	]);
}

/** Which room takes each of these of a sitting. */
export async function selectRooms(query: Query, sitting: string, attempts: readonly string[]) {
	const rows = await query(
		'select id, room from exam_attempts where sitting_id = $1 and id = any ($2)',
		[sitting, attempts]
	);
	return z.array(z.object({ id: uuid, room: z.string() })).parse(rows);
}
