/** A line of the marking guide that points are given for. */
import { criteriaOf } from '#sync/marking/rubric.ts';
import type { AuthoredItem } from '#sync/schema/authored-item.ts';
import type { Step } from './item-desk.ts';

export const MOST_CRITERIA = 60;
/** Of the whole guide, in letters. */
export const MOST_GUIDE = 20_000;

/** `many`, `long`: beyond what a guide holds · `unread`: whoever marks would not find this criterion in it. */
export type CriterionProblem = 'many' | 'long' | 'unread';

export function criterionProblem(
	now: AuthoredItem,
	text: string,
	points: number
): CriterionProblem | null {
	const before = criteriaOf(now.solution ?? undefined);
	if (before.length >= MOST_CRITERIA) return 'many';
	const solution = withCriterion(now, text, points);
	if (!solution) return 'unread';
	if (solution.rubric.length > MOST_GUIDE) return 'long';
	const after = criteriaOf(solution);
	const came = after.length === before.length + 1 && after.at(-1)?.points === points;
	return came ? null : 'unread';
}

/** What was written before stays; what would not come out as a criterion changes nothing. */
export const addCriterion =
	(text: string, points: number): Step =>
	(now) => {
		const solution = withCriterion(now, text, points);
		return solution && criterionProblem(now, text, points) === null ? { ...now, solution } : now;
	};

function withCriterion({ solution }: AuthoredItem, text: string, points: number) {
	if (solution?.type !== 'essay' && solution?.type !== 'upload') return null;
	const before = solution.rubric.trimEnd();
	// A list that follows other words without an empty line would be one of them.
	const gap = before === '' ? '' : /(^|\n)\s{0,6}[-*+]\s[^\n]*$/.test(before) ? '\n' : '\n\n';
	const line = `- ${text.trim().replaceAll(/\s+/g, ' ')} (${points})`;
	const { criteria, ...rest } = solution;
	return {
		...rest,
		...(criteria && { criteria: [...criteria, { text: text.trim(), points }] }),
		rubric: before + gap + line
	};
}
