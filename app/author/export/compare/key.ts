/** What a key gives for which answer, written one way: keys that mark alike are equal. */
import type { ItemOf } from '#sync/schema/item.ts';
import type { GapSolution, Solution, SolutionOf } from '#sync/schema/solution.ts';
import type { AuthoredItem } from '#sync/schema/authored-item.ts';
import { shownBlock } from '../text/shown.ts';
import type { PartNames } from './names.ts';

const near = (share: number) => Number(share.toFixed(4)) + 0;
const exact = (value: number) => Number(value.toPrecision(10));
const byText = (one: unknown, other: unknown) =>
	JSON.stringify(one) < JSON.stringify(other) ? -1 : 1;

type Tolerance = SolutionOf<'numeric'>['tolerance'];
const allowed = (value: number, { kind, amount }: Tolerance) =>
	exact(kind === 'absolute' ? amount : amount * Math.abs(value));

export function keyOf({ item, solution }: AuthoredItem, names: PartNames): unknown {
	if (solution === null)
		return item.type === 'essay' || item.type === 'upload' ? shownBlock('') : null;
	return keyOfSolution(item, solution, names);
}

function keyOfSolution(item: AuthoredItem['item'], solution: Solution, names: PartNames): unknown {
	const sorted = (ids: readonly string[]) => ids.map((id) => names.of(id)).toSorted();
	switch (solution.type) {
		case 'single_choice':
			return shares([{ option: solution.correct, share: 1 }, ...(solution.shares ?? [])], names);
		case 'multiple_choice': {
			const { correct, partial } = solution;
			const options = item.type === 'multiple_choice' ? item.options : [];
			const only = onlyRight(solution, options);
			if (only !== null) return { all: [names.of(only)] };
			if (solution.shares) return shares(solution.shares, names);
			if (!partial) return { all: sorted(correct) };
			const one = 1 / correct.length;
			return shares(
				options.map(({ id: option }) => ({ option, share: correct.includes(option) ? one : -one })),
				names
			);
		}
		case 'true_false':
			return solution.correct;
		case 'numeric': {
			const { correct: value, tolerance, also = [], units = [] } = solution;
			return {
				numbers: numbers([{ value, tolerance, share: 1 }, ...also]),
				units: [...units].sort(byText)
			};
		}
		case 'short_text': {
			const { accepted, also = [], caseSensitive, wildcards = false } = solution;
			const all = [...accepted.map((text) => ({ text, share: 1 })), ...also];
			return texts(all, { caseSensitive, wildcards });
		}
		case 'essay':
		case 'upload':
			return shownBlock(solution.rubric);
		case 'matching':
			return {
				pairs: solution.correct
					.map(({ row, option, share = 1 }) => [names.of(row), names.of(option), near(share)])
					.sort(byText),
				credit: solution.credit
			};
		case 'ordering':
			return { order: solution.correct.map((id) => names.of(id)), credit: solution.credit };
		case 'gap_text':
			return gaps(item as ItemOf<'gap_text'>, solution, names);
		case 'drag_text':
		case 'drag_picture': {
			const places =
				solution.type === 'drag_text'
					? solution.correct.map(({ blank, options }) => ({ place: blank, options }))
					: solution.correct.map(({ zone, options }) => ({ place: zone, options }));
			return {
				places: places
					.filter(({ options }) => options.length > 0)
					.map(({ place, options }) => [names.of(place), sorted(options)])
					.sort(byText),
				credit: solution.credit
			};
		}
		case 'hotspot':
		case 'hot_text': {
			const most = item.type === 'hotspot' || item.type === 'hot_text' ? item.most : 1;
			const { credit, correct } = solution;
			const isStrict = credit === 'parts_less_wrong' || most === 1;
			const alike = isStrict && correct.length === 1;
			return { all: sorted(correct), credit: alike ? 'all' : credit };
		}
		case 'calculated':
			return { ...solution, item: '', formula: solution.formula.replaceAll(/\s+/g, '') };
	}
}

/** Of one right choice, whatever is chosen beside it leaves nothing. */
function onlyRight(
	{ correct, shares: given }: SolutionOf<'multiple_choice'>,
	options: readonly { id: string }[]
): string | null {
	if (!given) return correct.length === 1 ? (correct[0] ?? null) : null;
	const worth = (id: string) => given.find(({ option }) => option === id)?.share ?? 0;
	const right = options.filter(({ id }) => worth(id) > 0);
	const [only] = right;
	const isStrict = options.every(({ id }) => near(worth(id)) === 1 || near(worth(id)) === -1);
	return only && right.length === 1 && isStrict ? only.id : null;
}

const shares = (
	given: readonly { option: string; share: number }[],
	names: PartNames,
	start = ''
) =>
	given
		.filter(({ share }) => near(share) !== 0)
		.map(({ option, share }) => [names.of(option, start), near(share)])
		.sort(byText);

const numbers = (all: readonly { value: number; tolerance: Tolerance; share: number }[]) =>
	all.map(({ value, tolerance, share }) => [exact(value), allowed(value, tolerance), near(share)]);

function texts(
	all: readonly { text: string; share: number }[],
	{ caseSensitive, wildcards }: { caseSensitive: boolean; wildcards: boolean }
) {
	const stars = wildcards && all.some(({ text }) => text.includes('*'));
	const list = all
		.filter(({ text }, at) => all.findIndex((other) => other.text === text) === at)
		.map(({ text, share }) => [text.normalize('NFC').replaceAll(/\s+/gu, ' ').trim(), near(share)]);
	// Where a star may take in another answer, the order says which of them counts.
	return { texts: stars ? list : list.sort(byText), caseSensitive, stars };
}

function gaps(item: ItemOf<'gap_text'>, solution: SolutionOf<'gap_text'>, names: PartNames) {
	const of = solution.gaps.reduce((sum, { weight }) => sum + weight, 0);
	const part = (gap: GapSolution): unknown => {
		switch (gap.input) {
			case 'text':
				return texts(gap.accepted, gap);
			case 'number':
				return numbers(gap.accepted);
			case 'choice':
				return shares(gap.shares, names, `${names.of(gap.gap)}.`);
		}
	};
	const isOne = item.gaps.length === 1;
	const weight = (gap: GapSolution) =>
		solution.credit === 'all' || isOne || of === 0 ? 0 : near(gap.weight / of);
	return {
		gaps: solution.gaps
			.map((gap) => [names.of(gap.gap), weight(gap), part(gap)] as const)
			.toSorted((one, other) => (one[0] < other[0] ? -1 : 1)),
		credit: isOne ? 'all' : solution.credit
	};
}
