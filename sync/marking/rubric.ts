/** The lines of a rubric that points are given for: "- Names both causes (3)". */
import type { RubricCriterion } from '../schema/marking.ts';
import type { Solution } from '../schema/solution.ts';

const MOST = 60;
const MOST_POINTS = 1000;
/** Points at the end of a list line, with a comma or a point, and whatever word stands behind them: (3), (1.5 points). */
const line =
	/^\s{0,6}(?:[-*+]|\d{1,3}[.)])\s+(.+?)\s*[([](\d{1,4}(?:[.,]\d{1,2})?)[^()[\]\d]{0,20}[)\]]\s*\.?\s*$/u;

export function rubricOf(solution: Solution | undefined): string | null {
	return solution?.type === 'essay' || solution?.type === 'upload' ? solution.rubric : null;
}

export function criteriaOf(solution: Solution | undefined): RubricCriterion[] {
	if (solution?.type !== 'essay' && solution?.type !== 'upload') return [];
	if (solution.criteria)
		return solution.criteria.map((criterion, at) => ({ id: `c${at + 1}`, ...criterion }));
	return readCriteria(solution.rubric);
}

export function readCriteria(rubric: string): RubricCriterion[] {
	return rubric
		.split('\n')
		.flatMap((text) => {
			const [, words = '', points = ''] = line.exec(text.slice(0, 2_500)) ?? [];
			const worth = Number(points.replace(',', '.'));
			return words === '' || worth > MOST_POINTS
				? []
				: [{ text: words.slice(0, 2_000), points: worth }];
		})
		.slice(0, MOST)
		.map((criterion, at) => ({ id: `c${at + 1}`, ...criterion }));
}
