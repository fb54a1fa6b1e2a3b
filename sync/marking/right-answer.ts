/** What is right, for a student who may see it: the answer, and nothing of what else would have been taken or how points are counted. */
import { evaluateFormula } from '../formula.ts';
import type { Item } from '../schema/item.ts';
import type { RightAnswer } from '../schema/release.ts';
import type { ResponseValue } from '../schema/response.ts';
import type { GapSolution, Solution } from '../schema/solution.ts';
import { variantOf } from '../variant.ts';

/** null: there is none to show. `seed`: a calculated item's numbers hang on it. */
export function rightAnswerOf(
	item: Item,
	solution: Solution | undefined,
	seed: string
): RightAnswer | null {
	switch (solution?.type) {
		case 'single_choice':
			return { type: solution.type, choice: solution.correct };
		case 'multiple_choice':
			return { type: solution.type, choices: solution.correct };
		case 'true_false':
			return { type: solution.type, value: solution.correct };
		case 'numeric':
			return { type: solution.type, value: solution.correct, ...ownUnit(item, solution) };
		case 'short_text':
			return { type: solution.type, text: solution.accepted[0] ?? '' };
		case 'matching':
			return {
				type: solution.type,
				pairs: solution.correct
					.filter(({ share = 1 }) => share > 0)
					.map(({ row, option }) => ({ row, option }))
			};
		case 'ordering':
			return { type: solution.type, order: solution.correct };
		case 'gap_text':
			return {
				type: solution.type,
				filled: solution.gaps.map((gap) => ({ gap: gap.gap, value: bestOf(gap) }))
			};
		case 'drag_text':
		case 'drag_picture':
			return placedOf(solution);
		case 'hotspot':
			return { type: solution.type, areas: solution.correct };
		case 'hot_text':
			return { type: solution.type, spans: solution.correct };
		case 'calculated': {
			if (item.type !== 'calculated') return null;
			const value = evaluateFormula(solution.formula, variantOf(item, seed));
			return {
				type: solution.type,
				value: value.ok ? value.value : null,
				...ownUnit(item, solution)
			};
		}
		case 'essay':
		case 'upload':
		case undefined:
			return null;
	}
}

/** The same of what is typed, as if it had been entered; null: nothing is typed, or there is none. */
export function rightTyped(
	item: Item,
	solution: Solution | undefined,
	seed: string
): ResponseValue | null {
	const right = rightAnswerOf(item, solution, seed);
	switch (right?.type) {
		case 'numeric':
		case 'calculated':
			return right.value === null ? null : { type: right.type, text: numberText(right) };
		case 'short_text':
		case 'gap_text':
			return right;
		default:
			return null;
	}
}

/** As it is typed. */
export const numberText = ({ value, unit }: { value: number | null; unit?: string }): string =>
	unit ? `${value} ${unit}` : String(value);

/** Where the item shows none beside the number, students type one: then the number stands in the one that counts as it is. */
function ownUnit(
	item: Item,
	{ units = [] }: Extract<Solution, { type: 'numeric' | 'calculated' }>
): { unit?: string } {
	if ('unit' in item && item.unit) return {};
	const own = units.find(({ factor }) => factor === 1);
	return own ? { unit: own.name } : {};
}

function placedOf(
	solution: Extract<Solution, { type: 'drag_text' | 'drag_picture' }>
): RightAnswer {
	return solution.type === 'drag_text'
		? { type: solution.type, placed: solution.correct }
		: { type: solution.type, placed: solution.correct };
}

function bestOf(gap: GapSolution): string {
	const best = <T extends { share: number }>(all: readonly T[]): T | undefined =>
		all.toSorted((one, other) => other.share - one.share)[0];
	switch (gap.input) {
		case 'text':
			return best(gap.accepted)?.text ?? '';
		case 'number':
			return String(best(gap.accepted)?.value ?? '');
		case 'choice':
			return best(gap.shares)?.option ?? '';
	}
}
