/** Whether somebody who answers everything right gets all the points, as sync/scoring.ts counts them. */
import { evaluateFormula } from '../formula.ts';
import { criteriaOf } from '../marking/rubric.ts';
import type { Item, ItemOf } from '../schema/item.ts';
import type { GapSolution, Solution, SolutionOf } from '../schema/solution.ts';

/** Thirds are written as 0.33333: what is nearer than this is all. */
const NEARLY = 1 - 1e-4;

type Reach = {
	code:
		| 'part_without_key'
		| 'points_unreachable'
		| 'formula_unreadable'
		| 'criteria_differ'
		| 'only_right_places'
		| 'several_right';
	stops: boolean;
	item: string;
	detail?: string;
};

export function checkReach(item: Item, solution: Solution | null): Reach[] {
	if (!solution || solution.type !== item.type) return [];
	const about = { stops: false, item: item.id };
	const lost: Reach[] = withoutKey(item, solution).map((detail) => ({
		code: 'part_without_key',
		...about,
		detail
	}));
	if (!criteriaFit(item, solution)) lost.push({ code: 'criteria_differ', ...about });
	if (item.type === 'hotspot' && solution.type === 'hotspot')
		if (item.areas.every(({ id }) => solution.correct.includes(id)))
			lost.push({ code: 'only_right_places', ...about });
	if (solution.type === 'single_choice' && solution.shares?.some(({ share }) => share >= NEARLY))
		lost.push({ code: 'several_right', ...about });
	if (solution.type === 'calculated' && item.type === 'calculated' && !isReadable(item, solution))
		return [{ code: 'formula_unreadable', stops: true, item: item.id }];
	return isReachable(item, solution)
		? lost
		: [...lost, { code: 'points_unreachable', stops: false, item: item.id }];
}

function criteriaFit({ points }: Item, solution: Solution): boolean {
	const criteria = criteriaOf(solution);
	const sum = criteria.reduce((all, one) => all + one.points, 0);
	return criteria.length === 0 || Math.abs(sum - points) < 1e-6;
}

/** With every set of numbers that a student may get. */
const isReadable = (
	{ wildcards, variants }: ItemOf<'calculated'>,
	{ formula }: SolutionOf<'calculated'>
): boolean =>
	variants.every(
		(numbers) =>
			numbers.length === wildcards.length &&
			evaluateFormula(
				formula,
				Object.fromEntries(wildcards.map((name, at) => [name, numbers[at] ?? 0]))
			).ok
	);

function withoutKey(item: Item, solution: Solution): string[] {
	if (item.type === 'gap_text' && solution.type === 'gap_text')
		return lacking(
			item.gaps.map(({ id }) => id),
			solution.gaps.filter(({ weight }) => weight > 0).map(({ gap }) => gap)
		);
	if (item.type === 'drag_text' && solution.type === 'drag_text')
		return lacking(
			item.blanks,
			solution.correct.filter(({ options }) => options.length > 0).map(({ blank }) => blank)
		);
	return [];
}

const lacking = (all: readonly string[], has: readonly string[]): string[] =>
	all.filter((id) => !has.includes(id));

function isReachable(item: Item, solution: Solution): boolean {
	switch (solution.type) {
		case 'multiple_choice':
			return (
				!solution.shares ||
				solution.shares.reduce((sum, { share }) => sum + Math.max(0, share), 0) >= NEARLY
			);
		case 'gap_text':
			return solution.gaps.every((gap) => gap.weight === 0 || best(gap) >= NEARLY);
		case 'hotspot':
		case 'hot_text':
			return !('most' in item) || solution.correct.length <= item.most;
		case 'matching':
			return item.type !== 'matching' || canMatch(item, solution);
		case 'drag_text':
		case 'drag_picture':
			return !('reuse' in item) || item.reuse || canPlace(solution.correct);
		default:
			return true;
	}
}

const best = (gap: GapSolution): number =>
	Math.max(...(gap.input === 'choice' ? gap.shares : gap.accepted).map(({ share }) => share));

function canMatch(
	{ several, reuse }: ItemOf<'matching'>,
	{ correct }: SolutionOf<'matching'>
): boolean {
	const worth = correct.filter(({ share = 1 }) => share > 0);
	const once = (names: readonly string[]) => new Set(names).size === names.length;
	return (
		(several || once(worth.map(({ row }) => row))) &&
		(reuse || once(worth.map(({ option }) => option)))
	);
}

/** Each place gets one that is right for it, and none is used twice. */
function canPlace(correct: readonly { options: readonly string[] }[]): boolean {
	const taken = new Map<string, readonly string[]>();
	const put = (options: readonly string[], tried: Set<string>): boolean =>
		options.some((option) => {
			if (tried.has(option)) return false;
			tried.add(option);
			const other = taken.get(option);
			if (other && !put(other, tried)) return false;
			taken.set(option, options);
			return true;
		});
	return correct
		.filter(({ options }) => options.length > 0)
		.every(({ options }) => put(options, new Set()));
}
