/** Which of a student's attempts at a sitting counts, by the sitting's own rule. */
import { z } from 'zod';
import { attemptState } from '#sync/schema/attempt.ts';
import { attemptCounts } from '#sync/schema/teaching.ts';
import { countingAttempt } from '../access/attempt-numbers.ts';
import { uuid, wholeNumber } from './columns.ts';
import type { Query } from './database.ts';

const row = z.object({
	id: uuid,
	student_id: uuid,
	number: wholeNumber,
	state: attemptState,
	submitted: z.boolean(),
	points: z.number().nullable(),
	rule: attemptCounts
});

/** By student; who handed nothing in is not among them. `student`: of that one alone. */
export async function selectCountingAttempts(
	query: Query,
	sitting: string,
	student: string | null = null
): Promise<Map<string, string>> {
	const rows = z.array(row).parse(
		await query(
			`select a.id, a.student_id, a.number, a.state, a.submitted_at is not null as submitted, s.attempt_counts as rule,
				(select sum(r.points) from results r where r.attempt_id = a.id) as points
			from exam_attempts a join sittings s on s.id = a.sitting_id
			where a.sitting_id = $1 and ($2::uuid is null or a.student_id = $2)`,
			[sitting, student]
		)
	);
	const counting = new Map<string, string>();
	for (const [of, own] of Map.groupBy(rows, ({ student_id }) => student_id)) {
		const counts = countingAttempt(own, own[0]?.rule ?? 'last');
		if (counts) counting.set(of, counts.id);
	}
	return counting;
}
