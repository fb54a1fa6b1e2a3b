/** Rosters: who is found, who is put on one, and when each of them begins. */
import { z } from 'zod';
import { toBase64url } from '#sync/bytes.ts';
import { ownStart } from '#sync/stagger.ts';
import { attemptState } from '#sync/schema/attempt.ts';
import type { RosterAddition, RosterStanding } from '#sync/schema/roster.ts';
import { instant, uuid, wholeNumber } from './columns.ts';
import type { Query } from './database.ts';
import type { Plan } from './plans.ts';

type Line = NonNullable<RosterAddition['lines']>[number];
const STUDENTS_OF_A_ROOM = 200;

const found = z.object({
	kind: z.enum(['email', 'number']),
	key: z.string(),
	person: uuid,
	is_student: z.boolean(),
	enrolled: z.boolean()
});

export type Looked = { line: Line; standing: RosterStanding; person: string | null };

/** In the order asked. */
export async function lookUpStudents(
	query: Query,
	lines: readonly Line[],
	sitting: string | null
): Promise<Looked[]> {
	const rows = z
		.array(found)
		.parse(
			await query('select kind, key, person, is_student, enrolled from find_students($1, $2, $3)', [
				lines.flatMap(({ email }) => email ?? []),
				lines.flatMap(({ enrolmentId }) => enrolmentId ?? []),
				sitting
			])
		);
	const people = new Map(rows.map((row) => [`${row.kind} ${row.key}`, row]));
	return lines.map((line) => {
		const { email, enrolmentId } = line;
		const one = people.get(
			email === undefined ? `number ${enrolmentId ?? ''}` : `email ${email.toLowerCase()}`
		);
		if (!one) return { line, standing: 'unknown', person: null };
		if (!one.is_student) return { line, standing: 'not_a_student', person: null };
		return { line, standing: one.enrolled ? 'enrolled' : 'found', person: one.person };
	});
}

export async function selectCohorts(query: Query) {
	const rows = await query('select name, students from list_cohorts()');
	return z.array(z.object({ name: z.string(), students: wholeNumber })).parse(rows);
}

export type Invited = {
	/** Students, each once, with the group they were named in. */
	people: Map<string, string | null>;
	unknown: string[];
};

/** Who is meant, by lines and by cohorts; a cohort is the group of those of it who were given none. */
export async function resolveRoster(
	query: Query,
	{ lines = [], cohorts = [] }: RosterAddition
): Promise<Invited> {
	const people = new Map<string, string | null>();
	const unknown: string[] = [];
	for (const { line, person } of await lookUpStudents(query, lines, null)) {
		if (person === null) unknown.push(line.email ?? line.enrolmentId ?? '');
		else if (!people.get(person)) people.set(person, line.group ?? null);
	}
	const rows = await query('select person, cohort from students_of_cohorts($1)', [cohorts]);
	for (const { person, cohort } of z
		.array(z.object({ person: uuid, cohort: z.string() }))
		.parse(rows))
		if (!people.get(person)) people.set(person, cohort.slice(0, 100));
	return { people, unknown: [...new Set(unknown)] };
}

const newcomer = z.object({
	attempt: uuid,
	student: uuid,
	student_name: z.string(),
	was_withdrawn: z.boolean()
});
export type Newcomer = z.infer<typeof newcomer>;

/** Answers those who were not on it before. */
export async function addToRoster(
	query: Query,
	sitting: string,
	people: ReadonlyMap<string, string | null>
): Promise<Newcomer[]> {
	const students = [...people.keys()];
	const rows = await query(
		'select attempt, student, student_name, was_withdrawn from add_to_roster($1, $2, $3, $4, $5)',
		[
			sitting,
			students.map(() => crypto.randomUUID()),
			students,
			students.map(() => toBase64url(crypto.getRandomValues(new Uint8Array(16)))),
			STUDENTS_OF_A_ROOM
		]
	);
	const grouped = [...people].flatMap(([student, group]) => (group ? [{ student, group }] : []));
	if (grouped.length > 0)
		await query('select set_roster_groups($1, $2, $3)', [
			sitting,
			grouped.map(({ student }) => student),
			grouped.map(({ group }) => group)
		]);
	return z.array(newcomer).parse(rows);
}

const entry = z.object({
	attempt: uuid,
	student: uuid,
	student_name: z.string(),
	attempt_state: attemptState,
	group_name: z.string().nullable(),
	own_opens_at: instant.nullable(),
	seed: z.string()
});
export type RosterRow = z.infer<typeof entry>;

export async function selectRosterOf(query: Query, sitting: string): Promise<RosterRow[]> {
	const rows = await query(
		'select attempt, student, student_name, attempt_state, group_name, own_opens_at, seed from roster_of_sitting($1)',
		[sitting]
	);
	return z.array(entry).parse(rows);
}

type Terms = Pick<Plan, 'id' | 'opens_at' | 'closes_at' | 'duration_ms' | 'stagger'>;
const startIn = ({ stagger, opens_at, closes_at, duration_ms }: Terms, row: RosterRow) =>
	ownStart(
		stagger,
		{ seed: row.seed, group: row.group_name },
		{ opensAt: opens_at, closesAt: closes_at, durationMs: duration_ms }
	);

/**
 * Whoever begins when the stagger said, or with the sitting, begins when it says now. A beginning that somebody was given for another
 * reason is not this one's to change.
 */
export async function applyStagger(query: Query, before: Terms | null, now: Terms): Promise<void> {
	const moved = (await selectRosterOf(query, now.id)).flatMap((row) => {
		const ours = row.own_opens_at === null || (before && row.own_opens_at === startIn(before, row));
		const start = startIn(now, row);
		return ours && start !== row.own_opens_at ? [{ attempt: row.attempt, start }] : [];
	});
	if (moved.length === 0) return;
	await query(
		`select set_attempt_starts($1, $2, array(select to_timestamp(t.ms / 1000) from unnest($3::float8[]) with ordinality as t (ms, n)
			order by t.n))`,
		[now.id, moved.map(({ attempt }) => attempt), moved.map(({ start }) => start)]
	);
}

/** Answers those who were taken off it: whoever has begun is not among them. */
export async function withdraw(
	query: Query,
	sitting: string,
	attempts: readonly string[]
): Promise<string[]> {
	const rows = await query('select withdraw_attempts($1, $2) as id', [sitting, attempts]);
	return z
		.array(z.object({ id: uuid }))
		.parse(rows)
		.map(({ id }) => id);
}
