/** Counts for dashboards. Where many rows are read, a function of the database asks once who asks, instead of a policy per row. */
import { z } from 'zod';
import { attemptState } from '#sync/schema/attempt.ts';
import { instant, uuid, wholeNumber } from './columns.ts';
import type { Query } from './database.ts';

const stateCount = z.object({ state: attemptState, count: wholeNumber });
export const observationCount = z.object({
	check: z.string(),
	observations: wholeNumber,
	totalMs: wholeNumber
});
const counts = z.array(observationCount);

export async function selectStateCounts(query: Query, student: string) {
	const rows = await query(
		`select a.state, count(*) as count from exam_attempts a join sittings s on s.id = a.sitting_id
		where a.student_id = $1 and s.practice is null group by a.state order by a.state`,
		[student]
	);
	return z.array(stateCount).parse(rows);
}

export async function selectObservationCounts(query: Query, attempt: string) {
	const rows = await query(
		`select check_name as check, observations, total_ms as "totalMs" from observation_counts where attempt_id = $1
		order by observations desc, check_name`,
		[attempt]
	);
	return counts.parse(rows);
}

const sitting = z.object({
	id: uuid,
	title: z.string(),
	opens_at: instant,
	closes_at: instant,
	counts: z.array(stateCount),
	flagged: wholeNumber
});

/** Those of the last and the next weeks first. */
export async function selectTeacherSittings(query: Query) {
	const rows = await query(
		'select id, title, opens_at, closes_at, counts, flagged from taught_sittings()'
	);
	return z
		.array(sitting)
		.parse(rows)
		.map(({ opens_at, closes_at, ...rest }) => ({
			...rest,
			opensAt: opens_at,
			closesAt: closes_at
		}));
}

const flagged = z.object({
	attempt: uuid,
	sitting: uuid,
	sitting_title: z.string(),
	student_name: z.string(),
	state: attemptState,
	last_at: instant,
	observations: counts
});

export async function selectFlagged(
	query: Query,
	asked: { sitting?: string | undefined; limit?: number | undefined }
) {
	const rows = await query(
		`select attempt, sitting_id as sitting, sitting_title, student_name, state, last_at, observations from flagged_attempts($1, $2)`,
		[asked.sitting ?? null, asked.limit ?? 100]
	);
	return z
		.array(flagged)
		.parse(rows)
		.map(({ sitting_title, student_name, last_at, ...rest }) => ({
			...rest,
			sittingTitle: sitting_title,
			studentName: student_name,
			lastAt: last_at
		}));
}
