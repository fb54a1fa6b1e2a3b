import { apiErrorCodes } from '#app/api/api-error.ts';
import { problemText } from '#app/api/problem-text.ts';
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
	answer_changed: m.marking_refused_answer_changed,
	points_refused: m.marking_refused_points,
	scores_refused: m.marking_refused_scores
};

/** Why the edge did not take a mark: by the rules of marking, or because it could not read the request it came in. */
export function refusalText(refused: string): string {
	const known = markRefusal.safeParse(refused);
	if (known.success) return texts[known.data]();
	return problemText(apiErrorCodes.find((code) => code === refused) ?? 'internal');
}
