import { orderingShare } from '#sync/scoring/ordering.ts';
import type { SolutionOf } from '#sync/schema/solution.ts';
import { asShare, closest } from './probe.ts';

type Credit = SolutionOf<'ordering'>['credit'];
export type OrderMarks = { top: number; credit: Credit; agrees: boolean };

/** null: the right order earns nothing. */
export function orderMarks(
	correct: readonly string[],
	scoreOf: (order: readonly string[]) => number
): OrderMarks | null {
	const top = scoreOf(correct);
	if (top <= 0) return null;
	const swapped = (at: number) =>
		correct.map((id, index) =>
			index === at ? (correct[at + 1] ?? id) : index === at + 1 ? (correct[at] ?? id) : id
		);
	const tried = [
		[...correct],
		[...correct].reverse(),
		[...correct.slice(1), ...correct.slice(0, 1)],
		...correct.slice(1).map((_, at) => swapped(at))
	];
	const { rule, agrees } = closest<Credit, string[]>(
		['all', 'position', 'next', 'longest'],
		tried,
		(order) => asShare(scoreOf(order), top),
		(credit, order) =>
			orderingShare({ type: 'ordering', item: 'item', correct: [...correct], credit }, order)
	);
	return { top, credit: rule, agrees };
}
