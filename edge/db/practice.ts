/** Practice exams of an institution and what people have written in them. As the system. */
import { z } from 'zod';
import type { Form } from '#sync/schema/form.ts';
import type { PracticeLocale } from '#sync/practice/texts.ts';
import { PRACTICE_KEPT_MS } from '../access/practice.ts';
import { instant, uuid, wholeNumber } from './columns.ts';
import type { Query } from './database.ts';
import { insertForm, insertSitting } from './publishing.ts';
import type { NewSitting } from './publishing.ts';

export type PracticeName = { institution: string; locale: PracticeLocale; edition: string };

/** Its sitting; null: it was not published yet. */
export async function selectOptionalPractice(
	query: Query,
	{ institution, locale, edition }: PracticeName
): Promise<string | null> {
	const [row] = await query(
		'select id from sittings where institution_id = $1 and practice = $2 and practice_edition = $3',
		[institution, locale, edition]
	);
	return row ? z.object({ id: uuid }).parse(row).id : null;
}

/** Answers the sitting that stands: somebody else may have published it meanwhile. */
export async function insertPractice(
	query: Query,
	name: PracticeName,
	made: { form: Form; sitting: Omit<NewSitting, 'practice'> }
): Promise<string> {
	const { form, sitting } = made;
	await query('select pg_advisory_xact_lock(hashtextextended($1, 24))', [name.institution]);
	const standing = await selectOptionalPractice(query, name);
	if (standing) return standing;
	const { institution, locale, edition } = name;
	await query('insert into exams (id, institution_id, title, practice) values ($1, $2, $3, true)', [
		form.exam,
		institution,
		form.title
	]);
	// No key: nothing of it is ever marked.
	const keys = { solutions: [], feedback: [], passPercent: null };
	await insertForm(query, { form, hash: sitting.formHash, institution, ...keys });
	await insertSitting(query, { ...sitting, practice: { locale, edition } });
	return sitting.id;
}

/** A room for each person: whoever comes a thousand times crowds nobody else. */
export async function insertPracticeAttempt(
	query: Query,
	made: {
		id: string;
		sitting: string;
		student: string;
		orderSeed: string;
		opensAt: number;
		closesAt: number;
	}
): Promise<void> {
	await query(
		`insert into exam_attempts (id, institution_id, sitting_id, student_id, room, order_seed, number, opens_at, closes_at)
		select $1, s.institution_id, s.id, u.id, s.id || '-' || replace(u.id::text, '-', ''), $4,
			1 + coalesce((select max(a.number) from exam_attempts a where a.sitting_id = s.id and a.student_id = u.id), 0),
			to_timestamp($5::float8 / 1000), to_timestamp($6::float8 / 1000)
		from sittings s join users u on u.id = $3 and u.institution_id = s.institution_id
		where s.id = $2 and s.practice is not null`,
		[made.id, made.sitting, made.student, made.orderSeed, made.opensAt, made.closesAt]
	);
}

const written = z.object({ id: uuid, room: z.string(), sitting_id: uuid, institution_id: uuid });
export type WrittenPractice = z.infer<typeof written>;

/**
 * Practices that are to be forgotten, claimed: nothing that is decided later keeps them. `attempts` null: all that were begun more than a
 * day ago. Nobody's who is under a legal hold. One that could not be forgotten before comes last.
 */
export async function claimPractices(
	query: Query,
	attempts: readonly string[] | null,
	now: number,
	limit: number
): Promise<WrittenPractice[]> {
	const rows = await query(
		'select * from claim_practices($1, to_timestamp($2::float8 / 1000), $3)',
		[attempts, now - PRACTICE_KEPT_MS, limit]
	);
	return z.array(written).parse(rows);
}

/** When the next of this sitting is due, null: nobody is in it. Null for a sitting that is no practice. */
export async function selectPracticeDue(
	query: Query,
	sitting: string
): Promise<{ at: number | null } | null> {
	const [row] = await query(
		`select (select min(a.opens_at) from exam_attempts a join users u on u.id = a.student_id
			where a.sitting_id = s.id and (a.forgotten_at is not null or u.legal_hold is null)) as at
		from sittings s where s.id = $1 and s.practice is not null`,
		[sitting]
	);
	if (!row) return null;
	const { at } = z.object({ at: instant.nullable() }).parse(row);
	return { at: at === null ? null : at + PRACTICE_KEPT_MS };
}

/** Of those that were claimed; answers which are gone. What a room and the storage have of them goes before. */
export async function deletePractices(
	query: Query,
	attempts: readonly string[]
): Promise<string[]> {
	const rows = await query('select forget_practice as id from forget_practice($1)', [attempts]);
	return z
		.array(z.object({ id: uuid }))
		.parse(rows)
		.map(({ id }) => id);
}

/** Of the last hour. */
export async function countPractices(query: Query, student: string): Promise<number> {
	const [row] = await query(
		`select count(*) as n from counted_acts
		where act = 'practice_begun' and account = $1 and happened_at > now() - interval '1 hour'`,
		[student]
	);
	return z.object({ n: wholeNumber }).parse(row).n;
}
