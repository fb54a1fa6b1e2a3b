/** When a practice goes on, when another may be begun, and how long it is kept. Pure. */
import type { AttemptState } from '#sync/schema/attempt.ts';
import { unfinished } from './still-writing.ts';

const HOUR_MS = 3_600_000;

/** From the moment it is begun: time to look around before the questions. */
export const PRACTICE_WINDOW_MS = 3 * HOUR_MS;
/** Then nothing of it is left at the edge. */
export const PRACTICE_KEPT_MS = 24 * HOUR_MS;
/** Of one person in an hour; each costs the room and Postgres what a real one does. */
export const MOST_PRACTICES_AN_HOUR = 12;

/** What is under way in the same practice is gone on with; anything else is replaced. */
export function goesOn(
	attempt: { sitting_id: string; state: AttemptState; submitted: boolean; closes_at: number },
	sitting: string,
	now: number
): boolean {
	return (
		attempt.sitting_id === sitting &&
		!attempt.submitted &&
		unfinished.includes(attempt.state) &&
		now < attempt.closes_at
	);
}
