/** What is said to single typed answers, one step each. The first that fits is said, so "anything else" stays last. */
import type { AuthoredItem } from '#sync/schema/authored-item.ts';
import type { TypedFeedback, TypedRule } from '#sync/schema/solution.ts';
import { exact, plainText, type TextRules, type Units } from './answers.ts';
import type { Step } from './item-desk.ts';
import { newId } from './steps.ts';

/** `gap` undefined: the item itself is answered. */
export type TypedPlace = { gap: string | undefined; input: 'text' | 'number' | 'formula' };

/** Where something is typed that a rule can tell apart. */
export function typedPlaces({ item }: AuthoredItem): TypedPlace[] {
	switch (item.type) {
		case 'short_text':
			return [{ gap: undefined, input: 'text' }];
		case 'numeric':
			return [{ gap: undefined, input: 'number' }];
		case 'calculated':
			return [{ gap: undefined, input: 'formula' }];
		case 'gap_text':
			return item.gaps.flatMap(({ id, input }) => (input === 'choice' ? [] : [{ gap: id, input }]));
		default:
			return [];
	}
}

export const typedAt = ({ feedback }: AuthoredItem, gap: string | undefined): TypedFeedback[] =>
	(feedback?.typed ?? []).filter((one) => one.gap === gap);

export const addTyped =
	({ gap, input }: TypedPlace, isOther: boolean): Step =>
	(now) => {
		const rule: TypedRule = isOther ? { input: 'other' } : begun(now, gap, input);
		const made = { id: newId('said'), ...(gap === undefined ? {} : { gap }), ...rule, text: '' };
		const all = now.feedback?.typed ?? [];
		const others = all.filter((one) => one.gap === gap && one.input === 'other');
		const rest = all.filter((one) => !others.includes(one));
		return withTyped(now, isOther ? [...all, made] : [...rest, made, ...others]);
	};

/** Compared as the key compares. */
function begun(
	{ solution }: AuthoredItem,
	gap: string | undefined,
	input: TypedPlace['input']
): TypedRule {
	const units = solution && 'units' in solution && solution.units ? { units: solution.units } : {};
	if (input === 'formula')
		return { input, formula: '', tolerance: toleranceOf(solution), ...units };
	if (input === 'number') return { input, value: 0, tolerance: exact, ...units };
	const key =
		solution?.type === 'gap_text' ? solution.gaps.find((one) => one.gap === gap) : solution;
	const isText = key && 'caseSensitive' in key;
	const { caseSensitive, wildcards = false } = isText ? key : plainText;
	return { input, answer: '', caseSensitive, wildcards };
}

const toleranceOf = (solution: AuthoredItem['solution']) =>
	solution?.type === 'calculated' ? solution.tolerance : exact;

type Kind = TypedFeedback['input'];
type Of<Input extends Kind> = Extract<TypedFeedback, { input: Input }>;

/** Parts of a rule, as long as it is still of the kind that has them. */
export const setTyped =
	<Input extends Kind>(
		id: string,
		input: Input,
		parts: Partial<Omit<Of<Input>, 'id' | 'input'>>
	): Step =>
	(now) =>
		changeEach(now, (one) =>
			// Typescript does not see that the parts are those of the kind that was compared.
			one.id === id && one.input === input ? ({ ...one, ...parts } as TypedFeedback) : one
		);

export const removeTyped =
	(id: string): Step =>
	(now) =>
		withTyped(
			now,
			(now.feedback?.typed ?? []).filter((one) => one.id !== id)
		);

/** A gap that is removed, or takes something else, takes with it what was said there. */
export const forgetTyped = (now: AuthoredItem, gap: string): AuthoredItem =>
	typedAt(now, gap).length === 0
		? now
		: withTyped(
				now,
				(now.feedback?.typed ?? []).filter((one) => one.gap !== gap)
			);

/** What the key compares otherwise from now on; what an answer has of its own stays. */
export const compareTyped =
	(gap: string | undefined, before: TextRules, next: TextRules): Step =>
	(now) => {
		const changed = {
			...(before.caseSensitive !== next.caseSensitive && { caseSensitive: next.caseSensitive }),
			...(before.wildcards !== next.wildcards && { wildcards: next.wildcards })
		};
		return changeEach(now, (one) =>
			one.input === 'text' && one.gap === gap ? { ...one, ...changed } : one
		);
	};

export const typedUnits =
	(units: Units): Step =>
	(now) =>
		changeEach(now, (one) => {
			if (one.input !== 'number' && one.input !== 'formula') return one;
			const { units: _units, ...rest } = one;
			return units.length > 0 ? { ...rest, units } : rest;
		});

const changeEach = (now: AuthoredItem, change: (one: TypedFeedback) => TypedFeedback) =>
	now.feedback?.typed ? withTyped(now, now.feedback.typed.map(change)) : now;

function withTyped(now: AuthoredItem, typed: TypedFeedback[]): AuthoredItem {
	const { typed: _typed, ...rest } = now.feedback ?? { item: now.item.id };
	if (typed.length > 0) return { ...now, feedback: { ...rest, typed } };
	return { ...now, feedback: Object.keys(rest).length > 1 ? rest : null };
}
