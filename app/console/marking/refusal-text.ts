import { m } from '#app/i18n/generated/messages.js';
import { markRefusal } from '#sync/schema/marking.ts';
import type * as z from 'zod';

const texts: Record<z.infer<typeof markRefusal>, () => string> = {
	stale: m.marking_refused_stale,
	closed: m.marking_refused_closed,
	enough_marks: m.marking_refused_enough,
	both_done: m.marking_refused_both,
	not_to_moderate: m.marking_refused_moderate,
	not_assigned: m.marking_refused_assigned,
	no_such_answer: m.marking_refused_gone,
	points_refused: m.marking_refused_points,
	scores_refused: m.marking_refused_scores
};

/** Why the edge did not take a mark. */
export function refusalText(refused: string): string {
	const known = markRefusal.safeParse(refused);
	return known.success ? texts[known.data]() : m.problem_internal();
}
