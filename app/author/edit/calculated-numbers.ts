/** The numbers of a calculated item: names as they stand in its prompt, and for each student a row of them. */
import { evaluateFormula } from '#sync/formula.ts';
import type { ItemOf } from '#sync/schema/item.ts';
import type { Step } from './item-desk.ts';
import { exact } from './answers.ts';
import { onType } from './steps.ts';

export interface Range {
	from: number;
	to: number;
	/** How many digits stand behind the point. */
	digits: number;
}

const NAME = /\{([A-Za-z][A-Za-z0-9_]{0,31})\}/g;
const MOST_NAMES = 26;
const MOST_SETS = 200;

export const namesIn = (...texts: string[]): string[] =>
	[
		...new Set(texts.flatMap((text) => [...text.matchAll(NAME)].map(([, name]) => name ?? '')))
	].slice(0, MOST_NAMES);

/** `random` from 0 to 1, as Math.random gives it. */
export function makeSets(
	ranges: readonly Range[],
	count: number,
	formula: string,
	names: readonly string[],
	random: () => number
): number[][] {
	const sets: number[][] = [];
	// A set that the formula has no number for, as with a division by 0, is drawn again.
	for (let tries = 0; sets.length < Math.min(count, MOST_SETS) && tries < count * 50; tries++) {
		const set = ranges.map(({ from, to, digits }) => {
			const unit = 10 ** digits;
			const [low, high] = [Math.ceil(from * unit - 1e-6), Math.floor(to * unit + 1e-6)];
			return (low + Math.floor(random() * (Math.max(low, high) - low + 1))) / unit;
		});
		const values = Object.fromEntries(names.map((name, at) => [name, set[at] ?? 0]));
		if (formula.trim() === '' || evaluateFormula(formula, values).ok) sets.push(set);
	}
	return sets;
}

export const setsText = (sets: readonly (readonly number[])[]): string =>
	sets.map((set) => set.join(' ')).join('\n');

/** As it is typed or pasted from a table; null: a row has another length, or something that is no number. */
export function readSets(text: string, width: number): number[][] | null {
	const rows = text.split(/\r?\n/).filter((row) => row.trim() !== '');
	const sets = rows.map((row) =>
		row
			.trim()
			.split(/[\s;]+/)
			.map((cell) => Number(cell.replace(',', '.')))
	);
	const fits = sets.every((set) => set.length === width && set.every(Number.isFinite));
	return fits && sets.length > 0 && sets.length <= MOST_SETS ? sets : null;
}

export const setVariants = (
	wildcards: readonly string[],
	variants: readonly (readonly number[])[]
): Step =>
	onType('calculated', (item) => ({
		item: { ...item, wildcards: [...wildcards], variants: variants.map((set) => [...set]) }
	}));

export const setFormula = (formula: string): Step =>
	onType('calculated', (item, key) => ({
		key:
			formula.trim() === ''
				? null
				: { ...(key ?? { type: 'calculated', item: item.id, tolerance: exact }), formula }
	}));

export const setTolerance = (tolerance: { kind: 'absolute' | 'relative'; amount: number }): Step =>
	onType('calculated', (_item, key) => ({ key: key && { ...key, tolerance } }));

/** The ranges that the numbers there are lie in. */
export const rangesOf = (
	{ wildcards, variants }: ItemOf<'calculated'>,
	names: readonly string[]
): Range[] =>
	names.map((name) => {
		const at = wildcards.indexOf(name);
		const numbers = at < 0 ? [] : variants.flatMap((set) => set[at] ?? []);
		if (numbers.length < 2) return { from: 1, to: 10, digits: 0 };
		const digits = Math.max(
			...numbers.map((number) => (String(number).split('.')[1] ?? '').length)
		);
		return { from: Math.min(...numbers), to: Math.max(...numbers), digits: Math.min(6, digits) };
	});
