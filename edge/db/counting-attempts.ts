/** Which of a student's attempts at a sitting counts, by the sitting's own rule. */
import { z } from 'zod';
import { attemptState } from '#sync/schema/attempt.ts';
import { attemptCounts } from '#sync/schema/teaching.ts';
import { countingAttempt } from '../access/attempt-numbers.ts';
import { uuid, wholeNumber } from './columns.ts';
import type { Query } from './database.ts';

const row = z.object({
	id: uuid,
	number: wholeNumber,
	state: attemptState,
	submitted: z.boolean(),
	points: z.number().nullable(),
	maximum: z.number(),
	rule: attemptCounts
});

/** null: none was handed in. */
export async function selectCountingAttempt(
	query: Query,
	sitting: string,
	student: string
): Promise<string | null> {
	const rows = z.array(row).parse(
		await query(
			`select a.id, a.number, a.state, a.submitted_at is not null as submitted, s.attempt_counts as rule, t.points,
				coalesce(t.maximum, 0) as maximum
			from exam_attempts a join sittings s on s.id = a.sitting_id
				left join lateral (select sum(r.points) as points, sum(r.maximum) as maximum from results r where r.attempt_id = a.id) t on true
			where a.sitting_id = $1 and a.student_id = $2`,
			[sitting, student]
		)
	);
	return countingAttempt(rows, rows[0]?.rule ?? 'last')?.id ?? null;
}
