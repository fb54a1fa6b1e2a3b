import type { Credit } from '#sync/schema/solution.ts';
import { asShare, closest } from './probe.ts';

export type Pair = { row: string; option: string };
export type PairMarks = { correct: Pair[]; top: number; credit: Credit; agrees: boolean };

const MOST_PROBED = 60;
const samePair = (one: Pair, other: Pair) => one.row === other.row && one.option === other.option;

/** Rows with options, blanks and zones with what is put there. null: no pair earns anything. */
export function pairMarks({
	rows,
	options,
	declared,
	scoreOf,
	ours
}: {
	rows: readonly string[];
	options: readonly string[];
	declared: readonly Pair[];
	scoreOf: (pairs: readonly Pair[]) => number;
	ours: (credit: Credit, correct: readonly Pair[], pairs: readonly Pair[]) => number;
}): PairMarks | null {
	const empty = scoreOf([]);
	const correct =
		declared.length > 0 && scoreOf(declared) > 0
			? declared
			: rows.flatMap((row) =>
					options
						.map((option) => ({ row, option }))
						.filter((pair) => scoreOf([pair]) > Math.max(0, empty))
				);
	const top = scoreOf(correct);
	if (correct.length === 0 || top <= 0) return null;
	const probed = correct.slice(0, MOST_PROBED);
	const wrong = (pair: Pair) =>
		options
			.map((option) => ({ row: pair.row, option }))
			.find((other) => !correct.some((right) => samePair(right, other)));
	const tried: Pair[][] = [[], [...correct]];
	for (const pair of probed) {
		const rest = correct.filter((other) => !samePair(other, pair));
		const instead = wrong(pair);
		tried.push([pair], rest);
		if (instead) tried.push([instead], [...rest, instead]);
	}
	const { rule, agrees } = closest<Credit, Pair[]>(
		['all', 'parts', 'parts_less_wrong'],
		tried,
		(pairs) => asShare(scoreOf(pairs), top),
		(credit, pairs) => ours(credit, correct, pairs)
	);
	return { correct: [...correct], top, credit: rule, agrees };
}
