/** What comes of an attempt after it was decided on waits for a person, as what is held does. As the system, in the transaction of a drain. */
import type { Projection } from '../outbox/projection.ts';
import { selectDecisions } from './attempt-decisions.ts';
import { hasAnswersSince } from './held-list.ts';
import type { Query } from './query.ts';

/** `firstNew`: the first entry of its log that Postgres did not have. After all else of it was written. */
export async function noteMore(
	query: Query,
	{ record: { attempt }, responses, evidence }: Projection,
	firstNew: number
): Promise<void> {
	const answered = responses.some(({ seq }) => seq >= firstNew);
	if (!answered && !evidence.some(({ code }) => code === 'fork')) return;
	const last = (await selectDecisions(query, [attempt])).at(-1);
	if (!last || !(await hasAnswersSince(query, attempt, last))) return;
	await query('update exam_attempts set more_came = true where id = $1', [attempt]);
}

/** Of attempts `a`: does it wait for a person? What was erased can be decided on no more. */
export const WAITS_FOR_A_PERSON = `(a.state = 'held' or a.more_came and exists (select from exam_sessions e
	where e.attempt_id = a.id and e.erased_at is null))`;
