/**
 * The order a student sees items and options in, from the ticket's seed: the same on the device, in the console and in the verifier.
 * A stream of SHA-256("invigil-order/1" ‖ 0x00 ‖ seed ‖ label ‖ 0x00 ‖ counter) feeds Fisher–Yates; every list has its own label,
 * so a change to one item's options moves nothing else.
 */
import { concat, fromBase64url, u32, utf8 } from './bytes.ts';
import type { Bytes } from './bytes.ts';
import { sha256 } from './hash.ts';
import type { Form } from './schema/form.ts';
import type { Item, Option } from './schema/item.ts';

export type Order = { items: string[]; options: Record<string, string[]> };

/** `options` has an entry for every item that has options, and one called `item:gap` for every drop-down, shuffled or not. */
export function orderOf(form: Form, seed: string): Order {
	const bytes = fromBase64url(seed);
	const options: Record<string, string[]> = {};
	for (const item of form.items) {
		// A drop-down of a gap is a list of its own.
		for (const gap of item.type === 'gap_text' ? item.gaps : [])
			if (gap.input === 'choice') {
				const key = `${item.id}:${gap.id}`;
				const ids = gap.options.map(({ id }) => id);
				options[key] = gap.shuffle ? shuffled(ids, bytes, `item:${key}`) : ids;
			}
		if (!('options' in item)) continue;
		const ids = item.options.map(({ id }) => id);
		options[item.id] = item.shuffle ? shuffled(ids, bytes, `item:${item.id}`) : ids;
	}
	return { items: itemsOf(form, bytes), options };
}

export const optionsInOrder = (
	options: readonly Option[],
	order: readonly string[]
): readonly Option[] => order.flatMap((id) => options.find((option) => option.id === id) ?? []);

/** The item as the student saw it: its options, and those of its drop-downs, in their order. */
export function itemInOrder(item: Item, orders: Order['options']): Item {
	const ordered = (list: string, options: readonly Option[]) => {
		const order = orders[list];
		return order ? [...optionsInOrder(options, order)] : [...options];
	};
	if (item.type === 'gap_text')
		return {
			...item,
			gaps: item.gaps.map((gap) =>
				gap.input === 'choice'
					? { ...gap, options: ordered(`${item.id}:${gap.id}`, gap.options) }
					: gap
			)
		};
	return 'options' in item ? { ...item, options: ordered(item.id, item.options) } : item;
}

/** Section by section; of a pool those drawn, in their own order unless it is shuffled. */
function itemsOf(form: Form, seed: Bytes): string[] {
	const sections = form.sections ?? [];
	const inSections = new Set(sections.flatMap((section) => section.items));
	const rest = form.items.map(({ id }) => id).filter((id) => !inSections.has(id));
	return [
		...sections.flatMap(({ id, items, shuffle, draw }) => {
			const drawn =
				draw === null || draw >= items.length
					? items
					: shuffled(items, seed, `draw:${id}`).slice(0, draw);
			return shuffle
				? shuffled(
						items.filter((item) => drawn.includes(item)),
						seed,
						`section:${id}`
					)
				: items.filter((item) => drawn.includes(item));
		}),
		...(form.shuffleItems ? shuffled(rest, seed, 'items') : rest)
	];
}

function shuffled(list: readonly string[], seed: Bytes, label: string): string[] {
	const order = [...list];
	const below = dice(seed, label);
	for (let last = order.length - 1; last > 0; last--) {
		const pick = below(last + 1);
		const held = order[last] as string;
		order[last] = order[pick] as string;
		order[pick] = held;
	}
	return order;
}

/** Whole numbers below a bound, each as likely: what would favour the small ones (the rest above the last multiple) is thrown again. */
export function dice(seed: Bytes, label: string): (bound: number) => number {
	const prefix = concat(utf8('invigil-order/1\0'), seed, utf8(label), Uint8Array.of(0));
	let counter = 0;
	let words: number[] = [];
	const word = (): number => {
		if (words.length === 0) {
			const block = new DataView(sha256(concat(prefix, u32(counter++))).buffer);
			words = Array.from({ length: 8 }, (_, at) => block.getUint32(at * 4));
		}
		return words.shift() as number;
	};
	return (bound) => {
		const limit = 0x1_0000_0000 - (0x1_0000_0000 % bound);
		for (;;) {
			const thrown = word();
			if (thrown < limit) return thrown % bound;
		}
	};
}
