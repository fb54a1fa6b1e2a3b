/** Of what an item says to single typed answers, what belongs to those that were typed. As the marker reads them. */
import { evaluateFormula } from '../formula.ts';
import type { Item } from '../schema/item.ts';
import type { ResponseValue } from '../schema/response.ts';
import type { TypedFeedback } from '../schema/solution.ts';
import { isWithin, numberWithUnits } from '../scoring/number.ts';
import { fits } from '../scoring/text.ts';
import { variantOf } from '../variant.ts';

type Typed = { gap: string | undefined; text: string };

/** `seed`: as for the marks; which number a formula gives hangs on it. */
export function typedFeedbackOf(
	all: readonly TypedFeedback[],
	item: Item,
	response: ResponseValue | undefined,
	seed: string
): string[] {
	return typedIn(response).flatMap(({ gap, text }) => {
		if (text.trim() === '') return [];
		const here = all.filter((one) => one.gap === gap);
		const first = here.find((one) =>
			one.input === 'other' ? isReadable(text, gap, item, here) : isFor(one, text, item, seed)
		);
		return first ? [first.text] : [];
	});
}

function typedIn(response: ResponseValue | undefined): Typed[] {
	switch (response?.type) {
		case 'short_text':
		case 'numeric':
		case 'calculated':
			return [{ gap: undefined, text: response.text }];
		case 'gap_text':
			return response.filled.map(({ gap, value }) => ({ gap, text: value }));
		default:
			return [];
	}
}

type Ruled = Exclude<TypedFeedback, { input: 'other' }>;

function isFor(one: Ruled, typed: string, item: Item, seed: string): boolean {
	switch (one.input) {
		case 'text':
			return one.answer.trim() !== '' && fits(typed, one.answer, one);
		case 'number': {
			const number = numberWithUnits(typed, unitOf(item, one.gap), one.units);
			return number !== null && isWithin(number, one.value, one.tolerance);
		}
		case 'formula': {
			if (item.type !== 'calculated') return false;
			const value = evaluateFormula(one.formula, variantOf(item, seed));
			const number = numberWithUnits(typed, item.unit, one.units);
			return value.ok && number !== null && isWithin(number, value.value, one.tolerance);
		}
	}
}

/** Where a number is asked for and none was typed, a person says what it is. */
function isReadable(
	typed: string,
	gap: string | undefined,
	item: Item,
	here: readonly TypedFeedback[]
): boolean {
	const asked =
		item.type === 'gap_text' ? item.gaps.find(({ id }) => id === gap)?.input : item.type;
	if (asked !== 'number' && asked !== 'numeric' && asked !== 'calculated') return true;
	const units = here.flatMap((one) => ('units' in one ? (one.units ?? []) : []));
	return numberWithUnits(typed, unitOf(item, gap), units) !== null;
}

function unitOf(item: Item, gap: string | undefined): string | undefined {
	if (item.type === 'numeric' || item.type === 'calculated') return item.unit;
	const found = item.type === 'gap_text' ? item.gaps.find(({ id }) => id === gap) : undefined;
	return found?.input === 'number' ? found.unit : undefined;
}
