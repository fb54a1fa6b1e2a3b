/** Marks of an attempt as they stand. */
import { z } from 'zod';
import { itemResult } from '#sync/schema/api.ts';
import type { AttemptResults, ItemResult } from '#sync/schema/api.ts';
import { attemptState } from '#sync/schema/attempt.ts';
import { instant, uuid } from './columns.ts';
import { selectCountingAttempt } from './counting-attempts.ts';
import type { Query } from './database.ts';

const marked = z.object({
	item: z.string(),
	points: z.number().nullable(),
	maximum: z.number(),
	marked_by: itemResult.shape.by,
	reason: itemResult.shape.reason,
	marked_at: instant
});

/** In the order of the form. */
export async function selectResults(query: Query, attempt: string): Promise<AttemptResults> {
	const [row] = await query(
		'select state, sitting_id, student_id from exam_attempts where id = $1',
		[attempt]
	);
	const read = z.object({ state: attemptState, sitting_id: uuid, student_id: uuid }).parse(row);
	const { state, sitting_id, student_id } = read;
	const counting = await selectCountingAttempt(query, sitting_id, student_id);
	const rows = z.array(marked).parse(
		await query(
			`select r.item, r.points, r.maximum, r.marked_by, r.reason, r.marked_at from results r
					join exam_attempts a on a.id = r.attempt_id join sittings s on s.id = a.sitting_id
					left join exam_forms f on f.id = s.form_id
					left join lateral (select e.at from jsonb_array_elements(f.form->'items') with ordinality as e (item, at)
						where e.item->>'id' = r.item) place on true
				where r.attempt_id = $1 order by place.at nulls last, r.item`,
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
		counts: counting === attempt
	};
}
