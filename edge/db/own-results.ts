/** What a release lets out to the student whose attempt it is. As the student: the database gives nothing before. */
import { z } from 'zod';
import { form } from '#sync/schema/form.ts';
import { annotations, criterionScore } from '#sync/schema/marking.ts';
import { itemResult } from '#sync/schema/api.ts';
import { attemptState } from '#sync/schema/attempt.ts';
import { releaseShows } from '#sync/schema/release.ts';
import { resultChange } from '#sync/schema/results.ts';
import { responseValue } from '#sync/schema/response.ts';
import { attemptCounts } from '#sync/schema/teaching.ts';
import { feedback, solution } from '#sync/schema/solution.ts';
import { instant, uuid, wholeNumber } from './columns.ts';
import type { Query } from './query.ts';

const result = z.object({
	item: z.string(),
	points: z.number().nullable(),
	maximum: z.number(),
	reason: itemResult.shape.reason,
	struck: z.enum(['full', 'drop']).nullable(),
	comment: z.string().nullable(),
	scores: z.array(criterionScore).nullable(),
	annotations: annotations.nullable()
});
export type ReleasedResult = z.infer<typeof result>;

const released = z.object({
	title: z.string(),
	shows: releaseShows,
	released_at: instant,
	requests_until: instant.nullable(),
	pass_percent: z.number().nullable(),
	order_seed: z.string(),
	form,
	solutions: z.array(solution).nullable(),
	feedback: z.array(feedback).nullable(),
	results: z.array(result).nullable(),
	responses: z.array(z.object({ item: z.string(), value: responseValue })).nullable(),
	changes: z.array(resultChange.omit({ byName: true })).nullable()
});
export type Released = z.infer<typeof released>;

export async function selectOptionalRelease(
	query: Query,
	attempt: string
): Promise<Released | null> {
	const [row] = await query('select * from own_release($1)', [attempt]);
	return row ? released.parse(row) : null;
}

const listed = z.object({
	attempt: uuid,
	sitting: uuid,
	exam: uuid,
	title: z.string(),
	released_at: instant,
	submitted_at: instant.nullable(),
	state: attemptState,
	number: wholeNumber,
	rule: attemptCounts,
	shows_marks: z.boolean(),
	/** null: nothing is marked yet. */
	points: z.number().nullable(),
	maximum: z.number(),
	waiting: wholeNumber,
	pass_percent: z.number().nullable(),
	changed: z.boolean()
});

export async function selectOwnReleased(query: Query) {
	return z.array(listed).parse(await query('select * from own_released()'));
}

const reached = z.object({ id: uuid, at: instant });

/**
 * Since when a release could reach attempts of one's own: handed in, arrived, and decided on where a person had to. Those that are not in
 * it could be reached from the start. Epoch milliseconds of the edge; a device's clock that runs ahead says no time that is still to come.
 */
export async function selectReachedSince(
	query: Query,
	attempts: readonly string[]
): Promise<Map<string, number>> {
	const rows = await query(
		`select id, least(now(), greatest(submitted_at, decided_at,
			to_timestamp((timeliness -> 'numbers' ->> 'lastWorkReceivedAt')::float8 / 1000))) as at
		from exam_attempts where id = any($1) and coalesce(submitted_at, decided_at) is not null`,
		[[...attempts]]
	);
	return new Map(
		z
			.array(reached)
			.parse(rows)
			.map(({ id, at }) => [id, at])
	);
}

/** null: it was asked, now or before. Else why not. */
export async function askRemark(
	query: Query,
	made: { id: string; attempt: string; item: string; reason: string }
): Promise<'not_found' | 'too_late' | 'request_open' | 'request_limit' | null> {
	const [row] = await query('select ask_remark($1, $2, $3, $4) as refused', [
		made.id,
		made.attempt,
		made.item,
		made.reason
	]);
	return z
		.object({
			refused: z.enum(['not_found', 'too_late', 'request_open', 'request_limit']).nullable()
		})
		.parse(row).refused;
}

export async function withdrawRemark(query: Query, id: string): Promise<boolean> {
	const [row] = await query('select withdraw_remark($1) as done', [id]);
	return z.object({ done: z.boolean() }).parse(row).done;
}
