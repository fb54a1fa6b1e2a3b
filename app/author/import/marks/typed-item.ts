import type { Item } from '#sync/schema/item.ts';
import type { Solution } from '#sync/schema/solution.ts';
import type { GapMark } from './gap-marks.ts';

export type Made = { item: Item; solution: Solution | null };
type Base = { id: string; prompt: string; points: number };

/** A number or some words to be typed below a question. `mark` null: no key. */
export function typedItem(base: Base, input: 'number' | 'text', mark: GapMark | null): Made {
	return input === 'number'
		? { item: { ...base, type: 'numeric' }, solution: numberSolution(base.id, mark) }
		: {
				item: { ...base, type: 'short_text', maxLength: 1000 },
				solution: textSolution(base.id, mark)
			};
}

function numberSolution(item: string, mark: GapMark | null): Solution | null {
	const [first, ...also] = (mark?.input === 'number' ? mark.numbers : []).map(
		({ value, amount, share }) => ({
			value,
			tolerance: { kind: 'absolute' as const, amount },
			share
		})
	);
	if (!first) return null;
	return {
		type: 'numeric',
		item,
		correct: first.value,
		tolerance: first.tolerance,
		...(also.length > 0 ? { also } : {})
	};
}

function textSolution(item: string, mark: GapMark | null): Solution | null {
	if (mark?.input !== 'text') return null;
	const accepted = mark.texts.filter(({ share }) => share === 1).map(({ text }) => text);
	const also = mark.texts.filter(({ share }) => share !== 1);
	if (accepted.length === 0) return null;
	return {
		type: 'short_text',
		item,
		accepted,
		caseSensitive: mark.caseSensitive,
		...(also.length > 0 ? { also } : {})
	};
}
