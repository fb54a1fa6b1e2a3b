/** Answers that are typed: words and numbers, the first of them worth everything. */
import type { GapSolution, SolutionOf } from '#sync/schema/solution.ts';
import type { Step } from './item-desk.ts';
import { onType } from './steps.ts';

export type TextRow = { text: string; share: number };
export type NumberRow = Extract<GapSolution, { input: 'number' }>['accepted'][number];
export type Units = NonNullable<SolutionOf<'numeric'>['units']>;
export type TextRules = { caseSensitive: boolean; wildcards: boolean };

export const exact = { kind: 'absolute', amount: 0 } as const;
export const plainText: TextRules = { caseSensitive: false, wildcards: false };

export const textRows = (key: SolutionOf<'short_text'> | null): TextRow[] =>
	key ? [...key.accepted.map((text) => ({ text, share: 1 })), ...(key.also ?? [])] : [];

export const setTextRows = (rows: readonly TextRow[]): Step =>
	onType('short_text', (item, key) => {
		const [first, ...others] = rows;
		if (!first) return { key: null };
		const { also: _also, ...rest } = key ?? {
			type: 'short_text',
			item: item.id,
			caseSensitive: false
		};
		const partly = others.filter(({ share }) => share !== 1);
		const whole = others.flatMap(({ text, share }) => (share === 1 ? text : []));
		return {
			key: {
				...rest,
				accepted: [first.text, ...whole],
				...(partly.length > 0 && { also: partly })
			}
		};
	});

export const setTextRules = (rules: TextRules): Step =>
	onType('short_text', (_item, key) => ({ key: key && { ...key, ...rules } }));

export const setMaxLength = (maxLength: number): Step =>
	onType('short_text', (item) => ({ item: { ...item, maxLength } }));

export const numberRows = (key: SolutionOf<'numeric'> | null): NumberRow[] =>
	key ? [{ value: key.correct, tolerance: key.tolerance, share: 1 }, ...(key.also ?? [])] : [];

export const setNumberRows = (rows: readonly NumberRow[]): Step =>
	onType('numeric', (item, key) => {
		const [first, ...also] = rows;
		if (!first) return { key: null };
		const { also: _also, ...rest } = key ?? { type: 'numeric', item: item.id };
		return {
			key: {
				...rest,
				correct: first.value,
				tolerance: first.tolerance,
				...(also.length > 0 && { also })
			}
		};
	});

const withUnits = <Key extends { units?: Units | undefined }>(key: Key, units: Units): Key => {
	const { units: _units, ...rest } = key;
	return (units.length > 0 ? { ...rest, units } : rest) as Key;
};

/** Other units an answer may be given in. */
export const setUnits =
	(units: Units): Step =>
	(now) =>
		now.solution?.type === 'numeric' || now.solution?.type === 'calculated'
			? { ...now, solution: withUnits(now.solution, units) }
			: now;

/** The item's own unit; none where it is empty. */
export const setUnit =
	(unit: string): Step =>
	(now) => {
		if (now.item.type !== 'numeric' && now.item.type !== 'calculated') return now;
		const { unit: _unit, ...rest } = now.item;
		return { ...now, item: unit === '' ? rest : { ...rest, unit } };
	};
