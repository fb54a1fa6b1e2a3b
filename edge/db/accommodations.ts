/** What was granted to people. An admin's transaction reads and writes rows; everybody else gets what applies, through functions. */
import { z } from 'zod';
import { granted } from '#sync/schema/accommodation.ts';
import type { Accommodation, AccommodationRequest } from '#sync/schema/accommodation.ts';
import { instant, uuid } from './columns.ts';
import type { Query } from './database.ts';

const row = z.object({
	id: uuid,
	granted,
	reason: z.string(),
	from_at: instant,
	until_at: instant.nullable(),
	granted_at: instant,
	granted_by: z.string(),
	ended_at: instant.nullable(),
	ended_by: z.string().nullable(),
	replaces: uuid.nullable(),
	replaced: z.boolean()
});

export async function selectAccommodations(
	query: Query,
	student: string,
	now: number
): Promise<Accommodation[]> {
	const rows = await query(
		`select c.id, c.granted, c.reason, c.from_at, c.until_at, c.granted_at, g.name as granted_by, c.ended_at, e.name as ended_by,
			c.replaces, exists (select from accommodations n where n.replaces = c.id) as replaced
		from accommodations c join users g on g.id = c.granted_by left join users e on e.id = c.ended_by
		where c.student_id = $1 order by c.granted_at desc, c.id limit 200`,
		[student]
	);
	return z
		.array(row)
		.parse(rows)
		.map((read) => ({
			id: read.id,
			granted: read.granted,
			reason: read.reason,
			from: read.from_at,
			until: read.until_at,
			state: stateOf(read, now),
			grantedAt: read.granted_at,
			grantedBy: read.granted_by,
			endedAt: read.ended_at,
			endedBy: read.ended_by,
			replaces: read.replaces
		}));
}

function stateOf(
	{ replaced, ended_at, from_at, until_at }: z.infer<typeof row>,
	now: number
): Accommodation['state'] {
	if (replaced) return 'replaced';
	if (ended_at !== null) return 'ended';
	if (until_at !== null && until_at <= now) return 'over';
	return from_at > now ? 'planned' : 'in_force';
}

/** false: there is no such student in the institution. Row-level security says the same, and would fail the transaction. */
export async function isStudent(query: Query, person: string): Promise<boolean> {
	const rows = await query(
		"select 1 from users where id = $1 and 'student' = any (roles) and erased_at is null",
		[person]
	);
	return rows.length > 0;
}

export async function insertAccommodation(
	query: Query,
	made: AccommodationRequest & {
		id: string;
		institution: string;
		student: string;
		by: string;
		replaces: string | null;
	}
): Promise<void> {
	await query(
		`insert into accommodations (id, institution_id, student_id, granted, reason, from_at, until_at, granted_by, replaces)
		values ($1, $2, $3, $4, $5, to_timestamp($6::float8 / 1000), to_timestamp($7::float8 / 1000), $8, $9)`,
		[
			made.id,
			made.institution,
			made.student,
			JSON.stringify(made.granted),
			made.reason,
			made.from,
			made.until,
			made.by,
			made.replaces
		]
	);
}

/** Answers false where the student has no such one that has not been ended yet. */
export async function endAccommodation(
	query: Query,
	ended: { id: string; student: string; by: string }
): Promise<boolean> {
	const rows = await query(
		`update accommodations set ended_at = now(), ended_by = $3 where id = $1 and student_id = $2 and ended_at is null returning id`,
		[ended.id, ended.student, ended.by]
	);
	return rows.length > 0;
}

const own = z.object({
	id: uuid,
	granted,
	from_at: instant,
	until_at: instant.nullable(),
	granted_at: instant
});

/** Of who asks: those that hold or will hold. */
export async function selectOwnAccommodations(query: Query) {
	const rows = await query(
		'select id, granted, from_at, until_at, granted_at from own_accommodations()'
	);
	return z
		.array(own)
		.parse(rows)
		.map(({ from_at, until_at, granted_at, ...rest }) => ({
			...rest,
			from: from_at,
			until: until_at,
			grantedAt: granted_at
		}));
}
