/**
 * Marks what can be marked without a person, the same for the same item, solution and response wherever it runs. `null` points: a
 * person has to look.
 */
import { isAnswered } from './answered.ts';
import { evaluateFormula } from './formula.ts';
import type { ItemResult } from './schema/api.ts';
import type { Item } from './schema/item.ts';
import type { ResponseValue } from './schema/response.ts';
import type { Solution } from './schema/solution.ts';
import { numberShare } from './scoring/number.ts';
import { orderingShare } from './scoring/ordering.ts';
import { gapsShare, matchingShare, placedShare } from './scoring/placed.ts';
import { choiceShare, within } from './scoring/share.ts';
import type { Share } from './scoring/share.ts';
import { textShare } from './scoring/text.ts';
import { variantOf } from './variant.ts';

type Marked = Pick<ItemResult, 'points' | 'by' | 'reason'>;

const person = (reason: 'needs_person' | 'unreadable'): Marked => ({
	points: null,
	by: 'nobody_yet',
	reason
});

/** `seed`: the ticket's `orderSeed`; which numbers a student got hangs on it. */
export function score(
	item: Item,
	solution: Solution | undefined,
	value: ResponseValue | undefined,
	seed: string
): ItemResult {
	return { item: item.id, maximum: item.points, ...mark(item, solution, value, seed) };
}

function mark(
	item: Item,
	solution: Solution | undefined,
	value: ResponseValue | undefined,
	seed: string
): Marked {
	if (!isAnswered(value)) return { points: 0, by: 'edge', reason: 'empty' };
	// An answer of another type than its item cannot come from our app: a person should see it.
	if (value.type !== item.type) return person('unreadable');
	if (!solution || solution.type === 'essay' || solution.type === 'upload')
		return person('needs_person');
	const share = shareOf(item, solution, value, seed);
	if (share === null) return person('unreadable');
	const reason = share >= 1 ? 'correct' : share > 0 ? 'partly_correct' : 'wrong';
	return { points: Math.round(item.points * share * 10_000) / 10_000, by: 'edge', reason };
}

function shareOf(item: Item, solution: Solution, value: ResponseValue, seed: string): Share {
	switch (solution.type) {
		case 'single_choice': {
			if (value.type !== solution.type) return null;
			if (value.choice === solution.correct) return 1;
			const other = solution.shares?.find(({ option }) => option === value.choice);
			return within(other?.share ?? 0, -1, 1);
		}
		case 'true_false':
			return value.type === solution.type ? Number(value.value === solution.correct) : null;
		case 'multiple_choice': {
			if (value.type !== solution.type) return null;
			const { shares, partial, correct } = solution;
			if (!shares) return choiceShare(partial ? 'parts_less_wrong' : 'all', correct, value.choices);
			const given = new Set(value.choices);
			const sum = shares.reduce(
				(all, { option, share }) => all + (given.has(option) ? share : 0),
				0
			);
			return within(sum, 0, 1);
		}
		case 'numeric': {
			if (value.type !== solution.type || item.type !== 'numeric') return null;
			const { correct, tolerance, also, units } = solution;
			const accepted = [{ value: correct, tolerance, share: 1 }, ...(also ?? [])];
			return numberShare(value.text, accepted, item.unit, units);
		}
		case 'short_text': {
			if (value.type !== solution.type) return null;
			const { accepted, also, caseSensitive, wildcards = false } = solution;
			const all = [...accepted.map((text) => ({ text, share: 1 })), ...(also ?? [])];
			return textShare(value.text, all, { caseSensitive, wildcards });
		}
		case 'matching':
			return value.type === solution.type ? matchingShare(solution, value.pairs) : null;
		case 'ordering':
			return value.type === solution.type ? orderingShare(solution, value.order) : null;
		case 'gap_text':
			return value.type === solution.type && item.type === 'gap_text'
				? gapsShare(item, solution, value.filled)
				: null;
		case 'drag_text':
			return value.type === solution.type
				? placedShare(
						solution.correct.map(({ blank, options }) => ({ place: blank, options })),
						value.placed.map(({ blank, option }) => ({ place: blank, option })),
						solution.credit
					)
				: null;
		case 'drag_picture':
			return value.type === solution.type
				? placedShare(
						solution.correct.map(({ zone, options }) => ({ place: zone, options })),
						value.placed.map(({ zone, option }) => ({ place: zone, option })),
						solution.credit
					)
				: null;
		case 'hotspot':
			return value.type === solution.type
				? choiceShare(solution.credit, solution.correct, value.areas)
				: null;
		case 'hot_text':
			return value.type === solution.type
				? choiceShare(solution.credit, solution.correct, value.spans)
				: null;
		case 'calculated': {
			if (value.type !== solution.type || item.type !== 'calculated') return null;
			const right = evaluateFormula(solution.formula, variantOf(item, seed));
			if (!right.ok) return null;
			const accepted = [{ value: right.value, tolerance: solution.tolerance, share: 1 }];
			return numberShare(value.text, accepted, item.unit, solution.units);
		}
		case 'essay':
		case 'upload':
			return null;
	}
}
