/** Automatic marks: made where the solutions are, from the responses as Postgres holds them. */
import { z } from 'zod';
import { orderOf } from '#sync/order.ts';
import { itemResult } from '#sync/schema/api.ts';
import type { AttemptResults, ItemResult } from '#sync/schema/api.ts';
import { attemptState } from '#sync/schema/attempt.ts';
import { form } from '#sync/schema/form.ts';
import { responseValue } from '#sync/schema/response.ts';
import { solution } from '#sync/schema/solution.ts';
import { score } from '#sync/scoring.ts';
import { instant, uuid } from './columns.ts';
import { selectCountingAttempts } from './counting-attempts.ts';
import type { Query } from './database.ts';

const published = z.object({ form, solutions: z.array(solution), order_seed: z.string() });

/** Marks again what no person has marked. Of several devices, the one opened last that has a response to the item counts. */
export async function markAttempt(query: Query, attempt: string): Promise<void> {
	const [row] = await query(
		`select f.form, s.solutions, a.order_seed from exam_attempts a join sittings t on t.id = a.sitting_id
			join exam_forms f on f.id = t.form_id join form_solutions s on s.form_id = f.id where a.id = $1`,
		[attempt]
	);
	const { form, solutions, order_seed } = published.parse(row);
	const rows = z.array(z.object({ item: z.string(), value: responseValue })).parse(
		await query(
			`select distinct on (r.item) r.item, r.value from responses r join exam_sessions s on s.id = r.session_id
				where r.attempt_id = $1 order by r.item, s.opened_at desc`,
			[attempt]
		)
	);
	const values = new Map(rows.map(({ item, value }) => [item, value]));
	// Of a pool, what was not drawn for this student is not theirs to be marked on.
	const asked = new Set(orderOf(form, order_seed).items);
	const own = form.items.filter(({ id, type }) => asked.has(id) && type !== 'description');
	const results = own.map((item) =>
		score(
			item,
			solutions.find((candidate) => candidate.item === item.id),
			values.get(item.id),
			order_seed
		)
	);
	await query(
		`insert into results (attempt_id, institution_id, item, points, maximum, marked_by, reason)
		select $1, (select institution_id from exam_attempts where id = $1), item, points, maximum, marked_by, reason
		from unnest($2::text[], $3::float8[], $4::float8[], $5::text[], $6::text[]) as t (item, points, maximum, marked_by, reason)
		on conflict (attempt_id, item) do update set points = excluded.points, maximum = excluded.maximum,
			marked_by = excluded.marked_by, reason = excluded.reason, marked_at = now() where results.marked_by <> 'person'`,
		[
			attempt,
			results.map(({ item }) => item),
			results.map(({ points }) => points),
			results.map(({ maximum }) => maximum),
			results.map(({ by }) => by),
			results.map(({ reason }) => reason)
		]
	);
}

const marked = z.object({
	item: z.string(),
	points: z.number().nullable(),
	maximum: z.number(),
	marked_by: itemResult.shape.by,
	reason: itemResult.shape.reason,
	marked_at: instant
});

export async function selectResults(query: Query, attempt: string): Promise<AttemptResults> {
	const [row] = await query(
		'select state, sitting_id, student_id from exam_attempts where id = $1',
		[attempt]
	);
	const read = z.object({ state: attemptState, sitting_id: uuid, student_id: uuid }).parse(row);
	const { state, sitting_id, student_id } = read;
	const counting = await selectCountingAttempts(query, sitting_id, student_id);
	const rows = z
		.array(marked)
		.parse(
			await query(
				'select item, points, maximum, marked_by, reason, marked_at from results where attempt_id = $1',
				[attempt]
			)
		);
	const items: ItemResult[] = rows.map(({ item, points, maximum, marked_by, reason }) => ({
		item,
		points,
		maximum,
		by: marked_by,
		reason
	}));
	return {
		attempt,
		state,
		markedAt: rows.length === 0 ? null : Math.max(...rows.map(({ marked_at }) => marked_at)),
		items,
		points: items.reduce((sum, { points }) => sum + (points ?? 0), 0),
		maximum: items.reduce((sum, { maximum }) => sum + maximum, 0),
		counts: counting.get(student_id) === attempt
	};
}
