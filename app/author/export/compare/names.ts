/** Names for the parts of an item that hang on where they stand, so that two items can be laid side by side whatever their ids are. */
import type { Item, Option } from '#sync/schema/item.ts';
import { readingOrder } from '#app/ui/rich-tokens.ts';
import { shownLine } from '../text/shown.ts';

export class PartNames {
	/** A list of options that several gaps have is one in some formats, and one for each gap in others. */
	readonly #names = new Map<string, string[]>();
	readonly places: readonly string[];

	constructor(item: Item) {
		this.places = readingOrder(item.prompt, placesOf(item)).all;
		this.places.forEach((id, at) => this.#add(id, `p${at}`));
		if ('options' in item) ordered(item).forEach(({ id }, at) => this.#add(id, `o${at}`));
		if ('rows' in item) item.rows.forEach(({ id }, at) => this.#add(id, `r${at}`));
		if (item.type === 'drag_picture') item.zones.forEach(({ id }, at) => this.#add(id, `z${at}`));
		if (item.type === 'hotspot') item.areas.forEach(({ id }, at) => this.#add(id, `a${at}`));
		if (item.type === 'gap_text')
			for (const gap of item.gaps)
				if (gap.input === 'choice')
					ordered(gap).forEach(({ id }, at) => this.#add(id, `${this.of(gap.id)}.o${at}`));
	}

	#add(id: string, name: string): void {
		this.#names.set(id, [...(this.#names.get(id) ?? []), name]);
	}

	/** The first, or the one that begins so. */
	of(id: string, start = ''): string {
		return this.all(id).find((name) => name.startsWith(start)) ?? `?${id}`;
	}

	all(id: string): readonly string[] {
		return this.#names.get(id) ?? [];
	}
}

type Optioned = { options: readonly Option[]; shuffle: boolean };

/** Where they are mixed for everyone, the order they were written in is seen by nobody. */
export const ordered = ({ options, shuffle }: Optioned): readonly Option[] =>
	shuffle ? options.toSorted((one, other) => (keyOf(one) < keyOf(other) ? -1 : 1)) : options;

const keyOf = ({ text }: Option) => shownLine(text);

export function placesOf(item: Item): string[] {
	switch (item.type) {
		case 'gap_text':
			return item.gaps.map(({ id }) => id);
		case 'drag_text':
			return item.blanks;
		case 'hot_text':
			return item.spans.map(({ id }) => id);
		default:
			return [];
	}
}
