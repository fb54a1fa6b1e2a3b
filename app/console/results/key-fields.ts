/** Another key, as it is put in: for the types where it is a choice, a number or some words. */
import { readsTwoWays } from '#app/i18n/format.ts';
import { readNumber } from '#sync/read-number.ts';
import type { Item, ItemOf } from '#sync/schema/item.ts';
import type { Solution } from '#sync/schema/solution.ts';

export interface KeyFields {
	/** Options, or `true` and `false`. */
	right: string[];
	number: string;
	tolerance: string;
	/** One a line. */
	texts: string;
}

type Keyed =
	| ItemOf<'single_choice'>
	| ItemOf<'multiple_choice'>
	| ItemOf<'true_false'>
	| ItemOf<'numeric'>
	| ItemOf<'short_text'>;

const types: ReadonlySet<string> = new Set<Keyed['type']>([
	'single_choice',
	'multiple_choice',
	'true_false',
	'numeric',
	'short_text'
]);

/** Of the others the key is many parts: they are struck, or points given by hand. */
export const isKeyed = (item: Item): item is Keyed => types.has(item.type);

export function keyFields(solution: Solution | undefined): KeyFields {
	const empty = { right: [], number: '', tolerance: '0', texts: '' };
	switch (solution?.type) {
		case 'single_choice':
			return { ...empty, right: [solution.correct] };
		case 'multiple_choice':
			return { ...empty, right: solution.correct };
		case 'true_false':
			return { ...empty, right: [String(solution.correct)] };
		case 'numeric':
			return {
				...empty,
				number: String(solution.correct),
				tolerance: String(solution.tolerance.amount)
			};
		case 'short_text':
			return { ...empty, texts: solution.accepted.join('\n') };
		default:
			return empty;
	}
}

/** Asked of what somebody typed: what stood there before is the number it was, however this reader writes numbers. */
export function askedTwoWays(
	name: 'number' | 'tolerance',
	fields: KeyFields,
	before: Solution | undefined
): { grouped: string; plain: string } | null {
	return fields[name] === keyFields(before)[name] ? null : readsTwoWays(fields[name]);
}

/** null: it is no key yet. What stood in the old one beside what is asked for here stays. */
export function readKey(
	item: Keyed,
	before: Solution | undefined,
	fields: KeyFields
): Solution | null {
	const { right, texts } = fields;
	const [first] = right;
	switch (item.type) {
		case 'single_choice':
			return first === undefined ? null : { type: item.type, item: item.id, correct: first };
		case 'true_false':
			return first === undefined
				? null
				: { type: item.type, item: item.id, correct: first === 'true' };
		case 'multiple_choice': {
			if (right.length === 0) return null;
			const partial = before?.type === item.type ? before.partial : false;
			return { type: item.type, item: item.id, correct: right, partial };
		}
		case 'numeric': {
			const read = (name: 'number' | 'tolerance') =>
				askedTwoWays(name, fields, before) ? null : readNumber(fields[name]);
			const [correct, amount] = [read('number'), read('tolerance')];
			if (correct === null || amount === null || amount < 0) return null;
			const old = before?.type === item.type ? before : null;
			const kind = old?.tolerance.kind ?? 'absolute';
			return {
				...(old ?? { type: item.type, item: item.id }),
				correct,
				tolerance: { kind, amount }
			};
		}
		case 'short_text': {
			const accepted = texts.split('\n').flatMap((line) => line.trim() || []);
			if (accepted.length === 0) return null;
			const old = before?.type === item.type ? before : null;
			return {
				...(old ?? { type: item.type, item: item.id, caseSensitive: false }),
				accepted
			};
		}
	}
}
