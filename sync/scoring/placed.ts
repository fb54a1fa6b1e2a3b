/** Parts of an item that something is put to: rows, blanks, zones and gaps. */
import type { ItemOf } from '../schema/item.ts';
import type { ResponseOf } from '../schema/response.ts';
import type { Credit, GapSolution, SolutionOf } from '../schema/solution.ts';
import { numberShare } from './number.ts';
import { credited, within } from './share.ts';
import type { Share } from './share.ts';
import { textShare } from './text.ts';

/** A pair counts once, however often it was sent. */
export function matchingShare(
	solution: SolutionOf<'matching'>,
	pairs: ResponseOf<'matching'>['pairs']
): number {
	const key = ({ row, option }: { row: string; option: string }) => `${row} ${option}`;
	const worth = new Map(solution.correct.map((pair) => [key(pair), pair.share ?? 1]));
	const given = new Set(pairs.map(key));
	const right = [...given].reduce((sum, pair) => sum + Math.max(0, worth.get(pair) ?? 0), 0);
	const wrong = [...given].filter((pair) => (worth.get(pair) ?? 0) <= 0).length;
	const of = [...worth.values()].reduce((sum, share) => sum + Math.max(0, share), 0);
	return credited(solution.credit, { right, wrong, of });
}

type Placed = { place: string; option: string };
/** Of a place that got several options, as no player of ours lets happen, none is right. */
export function placedShare(
	correct: readonly { place: string; options: readonly string[] }[],
	placed: readonly Placed[],
	credit: Credit
): number {
	const asked = correct.filter(({ options }) => options.length > 0);
	const at = (place: string) => placed.filter((one) => one.place === place);
	const right = asked.filter(({ place, options }) => {
		const [only, ...more] = at(place);
		return only !== undefined && more.length === 0 && options.includes(only.option);
	}).length;
	const filled = new Set(placed.map(({ place }) => place)).size;
	return credited(credit, { right, wrong: filled - right, of: asked.length });
}

/** null: a number was asked for, and what was typed is none. */
export function gapsShare(
	item: ItemOf<'gap_text'>,
	solution: SolutionOf<'gap_text'>,
	filled: ResponseOf<'gap_text'>['filled']
): Share {
	const values = new Map(filled.map(({ gap, value }) => [gap, value]));
	let sum = 0;
	let of = 0;
	let isWhole = true;
	for (const rule of solution.gaps) {
		const share = gapShare(item, rule, values.get(rule.gap) ?? '');
		if (share === null) return null;
		sum += share * rule.weight;
		of += rule.weight;
		if (share < 1 - 1e-9) isWhole = false;
	}
	if (solution.credit === 'all') return isWhole ? 1 : 0;
	return of === 0 ? 0 : within(sum / of, 0, 1);
}

function gapShare(item: ItemOf<'gap_text'>, rule: GapSolution, value: string): Share {
	if (value.trim() === '') return 0;
	switch (rule.input) {
		case 'text':
			return textShare(value, rule.accepted, rule);
		case 'number': {
			const gap = item.gaps.find(({ id }) => id === rule.gap);
			return numberShare(value, rule.accepted, gap?.input === 'number' ? gap.unit : undefined);
		}
		case 'choice':
			return rule.shares.find(({ option }) => option === value)?.share ?? 0;
	}
}
