import { z } from 'zod';
import { granted, grantedBy } from '#sync/schema/accommodation.ts';
import type { GrantedBy } from '#sync/schema/accommodation.ts';
import { arrangement } from '#sync/schema/arrangement.ts';
import { attemptState } from '#sync/schema/attempt.ts';
import { policy } from '#sync/schema/policy.ts';
import { practiceLocale } from '#sync/schema/practice.ts';
import { signed } from '#sync/schema/signed.ts';
import type { Signed } from '#sync/schema/signed.ts';
import { accommodate } from '../access/accommodate.ts';
import { unfinished } from '../access/still-writing.ts';
import { instant, uuid, wholeNumber } from './columns.ts';
import type { Query } from './query.ts';

const stored = z.object({
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
	own_opening: z.boolean(),
	own_closing: z.boolean(),
	duration_ms: wholeNumber,
	extra_ms: wholeNumber,
	policy,
	/** Grows when the sitting is changed. */
	revision: z.int(),
	rehearsal: z.boolean(),
	/** The language of the institution's own, which anybody may take; null: an exam like any other. */
	practice: practiceLocale.nullable(),
	number: wholeNumber,
	attempts_allowed: wholeNumber.nullable(),
	/** The sitting gives no keys and takes no new attempts. */
	locked: z.boolean(),
	granted: z.array(z.object({ granted, by: grantedBy })),
	/** The oldest first. */
	arrangements: z.array(arrangement)
});

/** Times and policy are the student's own: what was granted to them is applied. */
const attempt = stored.transform((all) => {
	const { granted, arrangements, own_opening, own_closing, extra_ms, ...row } = all;
	const by = (whose: GrantedBy) =>
		granted.filter((one) => one.by === whose).map((one) => one.granted);
	const own = accommodate(
		{
			opensAt: row.opens_at,
			closesAt: row.closes_at,
			ownOpening: own_opening,
			ownClosing: own_closing,
			durationMs: row.duration_ms,
			extraMs: extra_ms,
			policy: row.policy
		},
		by('institution'),
		arrangements.flatMap(({ answer }) => answer?.granted ?? []),
		by('sitting')
	);
	return {
		...row,
		opens_at: own.opensAt,
		closes_at: own.closesAt,
		duration_ms: own.durationMs,
		policy: own.policy,
		accommodation: own.accommodation,
		accommodation_from: own.from,
		/** The newest. null: nothing was asked for. */
		arrangement: arrangements.at(-1) ?? null,
		/** Without what was granted. */
		planned: {
			opensAt: row.opens_at,
			closesAt: row.closes_at,
			durationMs: row.duration_ms
		}
	};
});
export type Attempt = z.infer<typeof attempt>;

// The student may read the sitting but not the form, so what the list needs of it stands in the signed manifest's row.
const columns = `a.id, a.institution_id, a.sitting_id, a.student_id, u.name as student_name, a.room, a.state, a.submitted_at is not null as submitted, a.order_seed,
	s.title as exam_title, s.item_count, s.form_hash, s.duration_ms, a.extra_ms, s.policy, s.revision, s.rehearsal, s.practice,
	coalesce(a.opens_at, s.opens_at) as opens_at, coalesce(a.closes_at, s.closes_at) as closes_at,
	a.opens_at is not null and a.opens_at is distinct from a.staggered_at as own_opening, a.closes_at is not null as own_closing,
	a.number, s.attempts_allowed, s.locked_at is not null as locked,
	grants_at(a.sitting_id, a.student_id, coalesce(a.opens_at, s.opens_at), coalesce(a.closes_at, s.closes_at)) as granted,
	arrangements_of(a.sitting_id, a.student_id) as arrangements`;
const tables =
	'exam_attempts a join sittings s on s.id = a.sitting_id join users u on u.id = a.student_id';

export async function selectAttemptsOf(query: Query, student: string): Promise<Attempt[]> {
	const rows = await query(
		`select ${columns} from ${tables} where a.student_id = $1 order by coalesce(a.opens_at, s.opens_at), s.title, a.sitting_id, a.number`,
		[student]
	);
	return z.array(attempt).parse(rows);
}

export async function selectOptionalAttempt(query: Query, id: string): Promise<Attempt | null> {
	const [row] = await query(`select ${columns} from ${tables} where a.id = $1`, [id]);
	return row ? attempt.parse(row) : null;
}

/** The newest of one's own that one was not taken off. */
export async function selectOwnAttemptAt(
	query: Query,
	sitting: string,
	student: string
): Promise<Attempt | null> {
	const [row] = await query(
		`select ${columns} from ${tables} where a.sitting_id = $1 and a.student_id = $2 and a.state <> 'withdrawn'
		order by a.number desc limit 1`,
		[sitting, student]
	);
	return row ? attempt.parse(row) : null;
}

export async function selectRoster(query: Query, sitting: string): Promise<Attempt[]> {
	const rows = await query(
		`select ${columns} from ${tables} where a.sitting_id = $1 order by u.name, a.student_id, a.number`,
		[sitting]
	);
	return z.array(attempt).parse(rows);
}

/** Most often there is none, and then nobody's grants have to be read. */
export async function selectUnfinished(query: Query, sitting: string): Promise<Attempt[]> {
	const rows = await query(
		`select ${columns} from ${tables} where a.sitting_id = $1 and a.state = any ($2)`,
		[sitting, unfinished]
	);
	return z.array(attempt).parse(rows);
}

/** Those that nobody has begun and that could have expired by now, a page of them by id. Who was granted more time may be among them. */
export async function selectDueAttempts(
	query: Query,
	after: string,
	now: number,
	limit: number
): Promise<Attempt[]> {
	const rows = await query(
		`select ${columns} from ${tables} where a.state in ('assigned', 'ready') and a.id > $1
			and extract(epoch from coalesce(a.closes_at, s.closes_at)) * 1000
				+ greatest((s.policy->>'graceMs')::float8, s.duration_ms + 86400000) < $2::float8
		order by a.id limit $3`,
		[after, now, limit]
	);
	return z.array(attempt).parse(rows);
}

/** Answers false where somebody was faster, or the sitting takes no more. The student's own window of the one before goes on. */
export async function insertAnotherAttempt(
	query: Query,
	made: { id: string; after: string; orderSeed: string }
): Promise<boolean> {
	const rows = await query(
		`insert into exam_attempts (id, institution_id, sitting_id, student_id, room, order_seed, number, opens_at, closes_at,
			staggered_at)
		select $1, a.institution_id, a.sitting_id, a.student_id, a.room, $3, a.number + 1, a.opens_at, a.closes_at, a.staggered_at
		from exam_attempts a join sittings s on s.id = a.sitting_id
		where a.id = $2 and s.locked_at is null and (s.attempts_allowed is null or a.number < s.attempts_allowed)
		on conflict (sitting_id, student_id, number) do nothing returning id`,
		[made.id, made.after, made.orderSeed]
	);
	return rows.length > 0;
}

const session = z.object({
	id: uuid,
	ticket: signed,
	next_seq: wholeNumber,
	head: z.string(),
	forked: z.boolean(),
	opened_at: instant,
	/** By proctors, as far as the room has told; milliseconds. */
	given_ms: wholeNumber
});
export type StoredSession = z.infer<typeof session>;

/** Those that were not erased, oldest first. */
export async function selectSessions(query: Query, attempt: string): Promise<StoredSession[]> {
	const rows = await query(
		'select id, ticket, next_seq, head, forked, opened_at, given_ms from exam_sessions where attempt_id = $1 and erased_at is null order by opened_at',
		[attempt]
	);
	return z.array(session).parse(rows);
}

/** The ticket of the newest session of each attempt of a sitting. */
export async function selectNewestTickets(
	query: Query,
	sitting: string
): Promise<Map<string, Signed>> {
	const rows = await query(
		`select distinct on (s.attempt_id) s.attempt_id, s.ticket from exam_sessions s join exam_attempts a on a.id = s.attempt_id
		where a.sitting_id = $1 and s.erased_at is null order by s.attempt_id, s.opened_at desc`,
		[sitting]
	);
	const read = z.array(z.object({ attempt_id: uuid, ticket: signed })).parse(rows);
	return new Map(read.map(({ attempt_id, ticket }) => [attempt_id, ticket]));
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
