import { round } from './probe.ts';

export type NumberRange = { value: number; amount: number; score: number };

/**
 * Where a number earns something: tried at every place where a rule could change and between them. null: a range without an end, which
 * no tolerance can say.
 */
export function numberRanges(
	edges: readonly number[],
	scoreOf: (value: number) => number
): NumberRange[] | null {
	const places = [...new Set(edges)].filter(Number.isFinite).sort((one, other) => one - other);
	const first = places[0];
	const last = places.at(-1);
	if (first === undefined || last === undefined) return [];
	const beyond = 1e6 + 10 * Math.max(Math.abs(first), Math.abs(last));
	if (scoreOf(last + beyond) > 0 || scoreOf(first - beyond) > 0) return null;
	const found: { from: number; to: number; score: number }[] = [];
	const extend = (from: number, to: number, score: number) => {
		const open = found.at(-1);
		if (score <= 0) return;
		if (open && open.to === from && open.score === score) open.to = to;
		else found.push({ from, to, score });
	};
	places.forEach((place, at) => {
		extend(place, place, scoreOf(place));
		const next = places[at + 1];
		// An end that does not belong to the range (`gt`) is closer to it than any number that a person types.
		if (next !== undefined) extend(place, next, scoreOf((place + next) / 2));
	});
	// A single number inside or at the end of a range of the same worth says nothing more.
	const ranges = found.filter(
		({ from, to, score }) =>
			from !== to ||
			!found.some(
				(other) =>
					other.from !== other.to && other.from <= from && to <= other.to && other.score === score
			)
	);
	return ranges.map(({ from, to, score }) => ({
		value: round((from + to) / 2),
		amount: round((to - from) / 2),
		score
	}));
}
