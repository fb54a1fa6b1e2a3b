import type { Item } from '#sync/schema/item.ts';
import { promptFor } from '#sync/variant.ts';

const ANY_SEED = '0'.repeat(64);

/** A calculated item with the numbers this student had: of one row, every seed draws it. */
export function withNumbers(item: Item, numbers: readonly { name: string; value: number }[]): Item {
	if (item.type !== 'calculated' || numbers.length === 0) return item;
	const own = {
		...item,
		wildcards: numbers.map(({ name }) => name),
		variants: [numbers.map(({ value }) => value)]
	};
	return { ...own, prompt: promptFor(own, ANY_SEED) };
}
