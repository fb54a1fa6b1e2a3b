import type { SolutionOf } from '../schema/solution.ts';
import { within } from './share.ts';

/** An order that leaves options out, or has one twice, earns nothing: no player of ours makes one. */
export function orderingShare(
	{ correct, credit }: SolutionOf<'ordering'>,
	order: readonly string[]
): number {
	if (order.length !== correct.length || new Set(order).size !== order.length) return 0;
	if (order.some((id) => !correct.includes(id))) return 0;
	const ranks = order.map((id) => correct.indexOf(id));
	switch (credit) {
		case 'all':
			return ranks.every((rank, at) => rank === at) ? 1 : 0;
		case 'position':
			return within(ranks.filter((rank, at) => rank === at).length / ranks.length, 0, 1);
		case 'next': {
			const pairs = ranks.filter((rank, at) => at > 0 && rank === (ranks[at - 1] as number) + 1);
			return within(pairs.length / (ranks.length - 1), 0, 1);
		}
		case 'longest': {
			// One alone is always in order, and is worth nothing.
			const longest = longestRising(ranks);
			return longest < 2 ? 0 : within(longest / ranks.length, 0, 1);
		}
	}
}

/** Length of the longest rising subsequence, in O(n²): n is at most 60. */
function longestRising(ranks: readonly number[]): number {
	const ending: number[] = [];
	ranks.forEach((rank, at) => {
		const before = ranks
			.slice(0, at)
			.map((other, index) => (other < rank ? (ending[index] ?? 0) : 0));
		ending.push(1 + Math.max(0, ...before));
	});
	return Math.max(0, ...ending);
}
