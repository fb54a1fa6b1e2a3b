import type { Gap } from '#sync/schema/item.ts';
import { readNumber } from '#sync/read-number.ts';

export type Filled = { gap: string; value: string };

export const valueIn = (filled: readonly Filled[], gap: string): string =>
	filled.find((one) => one.gap === gap)?.value ?? '';

/** In the order of the item; empty gaps are left out. */
export function fill(
	filled: readonly Filled[],
	gap: string,
	value: string,
	gaps: readonly { id: string }[]
): Filled[] {
	return gaps.flatMap(({ id }) => {
		const text = id === gap ? value : valueIn(filled, id);
		return text === '' ? [] : [{ gap: id, value: text }];
	});
}

/** Something is written where a number is asked for, and it is none. */
export function isUnreadableGap(gap: Gap, value: string): boolean {
	return gap.input === 'number' && value.trim() !== '' && readNumber(value, gap.unit) === null;
}
