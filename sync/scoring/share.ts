/** What part of an item's points a response earns; null: no rule can say, a person has to look. */
import type { Credit } from '../schema/solution.ts';

export type Share = number | null;

/** Kept between `low` and `high`: rounding of thirds must not make a wrong answer worth something, or a right one less than all. */
export const within = (share: number, low: number, high: number): number => {
	const near = Math.abs(share - Math.round(share)) < 1e-4 ? Math.round(share) : share;
	return Math.min(high, Math.max(low, near));
};

/** `right` and `wrong` are counted in shares; `of` is what all right would be, `missing` whether something right was left out. */
export function credited(
	credit: Credit,
	{ right, wrong, of }: { right: number; wrong: number; of: number }
): number {
	if (of <= 0) return 0;
	const isWhole = Math.abs(right - of) < 1e-9;
	switch (credit) {
		case 'all':
			return isWhole && wrong === 0 ? 1 : 0;
		case 'parts':
			return within(right / of, 0, 1);
		case 'parts_less_wrong':
			return within((right - wrong) / of, 0, 1);
	}
}

/** All that was chosen, each once. */
export function choiceShare(
	credit: Credit,
	correct: readonly string[],
	chosen: readonly string[]
): number {
	const given = new Set(chosen);
	const right = correct.filter((id) => given.has(id)).length;
	return credited(credit, { right, wrong: given.size - right, of: correct.length });
}
