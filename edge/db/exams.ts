/** Exams, whom they are shared with, and what came of them. */
import { z } from 'zod';
import { attemptState } from '#sync/schema/attempt.ts';
import { examPermission } from '#sync/schema/dashboards.ts';
import type { examAnalytics } from '#sync/schema/dashboards.ts';
import { instant, uuid, wholeNumber } from './columns.ts';
import type { Query } from './database.ts';

const exam = z.object({
	id: uuid,
	institution_id: uuid,
	owner_id: uuid,
	title: z.string(),
	granted: z.array(examPermission)
});
export type Exam = z.infer<typeof exam>;

/** With what was granted to `person`. */
export async function selectOptionalExam(
	query: Query,
	id: string,
	person: string
): Promise<Exam | null> {
	const [row] = await query(
		`select e.id, e.institution_id, e.owner_id, e.title, coalesce(p.permissions, '{}') as granted
		from exams e left join teacher_exam_permissions p on p.exam_id = e.id and p.user_id = $2 where e.id = $1`,
		[id, person]
	);
	return row ? exam.parse(row) : null;
}

export async function insertExam(
	query: Query,
	made: { id: string; institution: string; owner: string; title: string }
): Promise<void> {
	await query('insert into exams (id, institution_id, owner_id, title) values ($1, $2, $3, $4)', [
		made.id,
		made.institution,
		made.owner,
		made.title
	]);
}

const taught = z.object({
	id: uuid,
	title: z.string(),
	owner_id: uuid,
	owner_name: z.string(),
	created_at: instant,
	published_at: instant.nullable(),
	sittings: wholeNumber
});

export async function selectTaughtExams(query: Query, person: string) {
	const rows = await query('select * from taught_exams()');
	return z
		.array(taught)
		.parse(rows)
		.map(({ owner_id, owner_name, created_at, published_at, ...rest }) => ({
			...rest,
			mine: owner_id === person,
			ownerName: owner_name,
			createdAt: created_at,
			publishedAt: published_at
		}));
}

/** To what its draft is called. */
export async function renameExam(query: Query, id: string, title: string): Promise<void> {
	await query('update exams set title = $2 where id = $1', [id, title]);
}

export async function countExams(query: Query, person: string): Promise<number> {
	const [row] = await query(
		`select (select count(*) from exams where owner_id = $1)
			+ (select count(*) from teacher_exam_permissions where user_id = $1) as n`,
		[person]
	);
	return z.object({ n: wholeNumber }).parse(row).n;
}

export async function selectShares(query: Query, id: string) {
	const rows = await query('select person, name, permissions from exam_shares($1)', [id]);
	return z
		.array(z.object({ person: uuid, name: z.string(), permissions: z.array(examPermission) }))
		.parse(rows);
}

const analytics = z.object({
	attempts: z.array(z.object({ state: attemptState, count: wholeNumber })),
	items: z.array(
		z.object({
			item: z.string(),
			marked: wholeNumber,
			meanPoints: z.number().nullable(),
			maximum: z.number(),
			difficulty: z.number().nullable()
		})
	),
	observations: z.array(
		z.object({
			check: z.string(),
			attempts: wholeNumber,
			observations: wholeNumber,
			totalMs: wholeNumber
		})
	),
	mean_points: z.number().nullable(),
	maximum: z.number().nullable()
});

/** One function of the database, which asks once whether the asker may, instead of a policy that asks per row. */
export async function selectAnalytics(
	query: Query,
	id: string
): Promise<Omit<z.infer<typeof examAnalytics>, 'exam' | 'title'>> {
	const [row] = await query(
		'select attempts, items, observations, mean_points, maximum from analyse_exam($1)',
		[id]
	);
	const { mean_points, ...rest } = analytics.parse(row);
	return { ...rest, meanPoints: mean_points };
}
