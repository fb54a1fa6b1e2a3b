/**
 * Places in a list that several people change at once: each thing has a rank, a text between those of its neighbours, so that moving it
 * is one change of one field, and nobody's edit of it is lost. Ranks sort by UTF-16 code units.
 */
const DIGITS = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';

/** A rank after `low` and before `high`; null: there is no neighbour. Never ends in the lowest digit, so there is always room below. */
export function rankBetween(low: string | null, high: string | null): string {
	if (low !== null && high !== null && low >= high)
		throw new RangeError(`${low} is not below ${high}`);
	let rank = '';
	// Once a digit is taken below `high`'s, all that follows is below it.
	let bounded = high !== null;
	for (let at = 0; ; at++) {
		const from = DIGITS.indexOf(low?.[at] ?? '0');
		const to = bounded ? DIGITS.indexOf(high?.[at] ?? '0') : DIGITS.length;
		if (to - from > 1) return rank + (DIGITS[Math.floor((from + to) / 2)] as string);
		rank += DIGITS[from] as string;
		if (from < to) bounded = false;
	}
}

/** Two that were put to the same place at the same time are told apart by their ids, alike for everybody. */
export const byRank = (a: { rank: string; id: string }, b: { rank: string; id: string }): number =>
	a.rank < b.rank || (a.rank === b.rank && a.id < b.id) ? -1 : 1;
