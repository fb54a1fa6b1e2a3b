/** The people of an institution as an admin sees them. Row-level security keeps those of others away whatever is asked. */
import { z } from 'zod';
import { attemptState } from '#sync/schema/attempt.ts';
import type { ListedPerson, peopleQuery, personDetail } from '#sync/schema/administration.ts';
import { role } from '#sync/schema/person.ts';
import { instant, uuid, wholeNumber } from './columns.ts';
import type { Query } from './database.ts';

const listed = z.object({
	id: uuid,
	name: z.string(),
	email: z.string(),
	roles: z.array(role),
	enrolment_id: z.string().nullable(),
	cohort: z.string().nullable(),
	external_id: z.string().nullable(),
	state: z.enum(['active', 'unconfirmed', 'locked', 'erased']),
	last_seen_at: instant.nullable()
});

const stateOf = `case when u.erased_at is not null then 'erased' when u.locked_at is not null then 'locked'
	when u.email_verified_at is null then 'unconfirmed' else 'active' end`;
const columns = `u.id, u.name, u.email, u.roles, s.enrolment_id, s.cohort, u.external_id, ${stateOf} as state,
	(select max(i.last_seen_at) from sign_ins i where i.user_id = u.id) as last_seen_at`;
const tables = 'users u left join student_profiles s on s.user_id = u.id';
const matching = `u.institution_id = $1 and ($2::text is null or lower(u.name) like $2 or lower(u.email) like $2 or lower(s.enrolment_id) like $2)
	and ($3::text is null or $3 = any (u.roles)) and case when $4::text is null then u.erased_at is null else ${stateOf} = $4 end`;
const MOST_COUNTED = 10_001;

const shown = (row: unknown): ListedPerson => {
	const { enrolment_id, external_id, last_seen_at, ...rest } = listed.parse(row);
	return { ...rest, enrolmentId: enrolment_id, externalId: external_id, lastSeenAt: last_seen_at };
};

/** % and _ are letters here. */
const like = (text: string) => `%${text.toLowerCase().replace(/[\\%_]/g, '\\$&')}%`;

export async function selectPeople(
	query: Query,
	institution: string,
	asked: z.infer<typeof peopleQuery>
) {
	const limit = asked.limit ?? 50;
	const filter = [
		institution,
		asked.search?.trim() ? like(asked.search.trim()) : null,
		asked.role ?? null,
		asked.state ?? null
	];
	const after = asked.after ? readCursor(asked.after) : null;
	const rows = await query(
		`select ${columns} from ${tables} where ${matching}
			and ($5::text is null or (lower(u.name), u.id) > ($5, $6::uuid))
		order by lower(u.name), u.id limit $7`,
		[...filter, after?.name ?? null, after?.id ?? null, limit + 1]
	);
	const [counted] = await query(
		`select count(*) as n from (select 1 from ${tables} where ${matching} limit ${MOST_COUNTED}) found`,
		filter
	);
	const people = rows.slice(0, limit).map(shown);
	const last = people.at(-1);
	return {
		people,
		total: z.object({ n: wholeNumber }).parse(counted).n,
		next: rows.length > limit && last ? `${last.id} ${last.name.toLowerCase()}` : null
	};
}

function readCursor(text: string): { id: string; name: string } | null {
	const [, id, name] = /^([0-9a-f-]{36}) (.*)$/s.exec(text) ?? [];
	return id && name !== undefined && uuid.safeParse(id).success ? { id, name } : null;
}

const more = z.object({
	lock_reason: z.string().nullable(),
	legal_hold: z.string().nullable(),
	second_factor: z.boolean(),
	created_at: instant,
	department: z.string().nullable(),
	sign_ins: wholeNumber
});

export async function selectOptionalPerson(
	query: Query,
	institution: string,
	id: string
): Promise<z.infer<typeof personDetail> | null> {
	const [row] = await query(
		`select ${columns}, u.lock_reason, u.legal_hold, u.second_factor, u.created_at, t.department,
			(select count(*) from sign_ins i where i.user_id = u.id and i.ended_at is null and i.expires_at > now()) as sign_ins
		from ${tables} left join teacher_profiles t on t.user_id = u.id where u.institution_id = $1 and u.id = $2`,
		[institution, id]
	);
	if (!row) return null;
	const facts = more.parse(row);
	const attempts = z
		.array(z.object({ state: attemptState, count: wholeNumber }))
		.parse(await query('select state, count from count_attempts($1)', [id]));
	return {
		person: shown(row),
		lockReason: facts.lock_reason,
		legalHold: facts.legal_hold,
		secondFactor: facts.second_factor,
		createdAt: facts.created_at,
		department: facts.department,
		signIns: facts.sign_ins,
		attempts
	};
}

/** Running attempts and the rooms they are in: what a lock has to hold. `sittingLocked`: held by that too, until somebody unlocks it. */
export async function selectRunningAttempts(
	query: Query,
	person: string
): Promise<{ id: string; room: string; sittingLocked: boolean }[]> {
	const rows = await query(
		`select a.id, a.room, s.locked_by is not null as "sittingLocked" from exam_attempts a join sittings s on s.id = a.sitting_id
		where a.student_id = $1 and a.state in ('assigned', 'ready', 'in_progress', 'paused', 'submitted', 'held')`,
		[person]
	);
	const row = z.object({ id: uuid, room: z.string(), sittingLocked: z.boolean() });
	return z.array(row).parse(rows);
}

/** Which of them have such attempts, or are on the staff of a sitting: of thousands who leave, few. */
export async function selectAtWork(query: Query, people: readonly string[]): Promise<string[]> {
	const rows = await query(
		`select student_id as id from exam_attempts where student_id = any ($1)
			and state in ('assigned', 'ready', 'in_progress', 'paused', 'submitted', 'held')
		union select user_id from sitting_staff where user_id = any ($1)`,
		[people]
	);
	return z
		.array(z.object({ id: uuid }))
		.parse(rows)
		.map(({ id }) => id);
}

/** Sittings whose halls the person may be watching. */
export async function selectStaffedSittings(query: Query, person: string): Promise<string[]> {
	const rows = await query('select distinct sitting_id from sitting_staff where user_id = $1', [
		person
	]);
	return z
		.array(z.object({ sitting_id: uuid }))
		.parse(rows)
		.map(({ sitting_id }) => sitting_id);
}
