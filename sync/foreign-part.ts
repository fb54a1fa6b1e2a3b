/** Does a response name a part (an option, a row, a gap, an area …) that its item does not have? */
import type { Item } from './schema/item.ts';
import type { ResponseValue } from './schema/response.ts';

type Named = { id: string };
const among = (parts: readonly Named[]) => {
	const ids = new Set(parts.map(({ id }) => id));
	return (id: string) => ids.has(id);
};
const outside = (ids: readonly string[], parts: readonly Named[]): string | null => {
	const has = among(parts);
	return ids.find((id) => !has(id)) ?? null;
};

/** The first such id; null: every part is the item's own. The value is of the item's type. */
export function foreignPart(item: Item, value: ResponseValue): string | null {
	switch (item.type) {
		case 'single_choice':
			return value.type === item.type && value.choice !== null
				? outside([value.choice], item.options)
				: null;
		case 'multiple_choice':
			return value.type === item.type ? outside(value.choices, item.options) : null;
		case 'ordering':
			return value.type === item.type ? outside(value.order, item.options) : null;
		case 'hotspot':
			return value.type === item.type ? outside(value.areas, item.areas) : null;
		case 'hot_text':
			return value.type === item.type ? outside(value.spans, item.spans) : null;
		case 'matching':
			if (value.type !== item.type) return null;
			return (
				outside(
					value.pairs.map(({ row }) => row),
					item.rows
				) ??
				outside(
					value.pairs.map(({ option }) => option),
					item.options
				)
			);
		case 'drag_text':
			if (value.type !== item.type) return null;
			return (
				outside(
					value.placed.map(({ blank }) => blank),
					item.blanks.map((id) => ({ id }))
				) ??
				outside(
					value.placed.map(({ option }) => option),
					item.options
				)
			);
		case 'drag_picture':
			if (value.type !== item.type) return null;
			return (
				outside(
					value.placed.map(({ zone }) => zone),
					item.zones
				) ??
				outside(
					value.placed.map(({ option }) => option),
					item.options
				)
			);
		case 'gap_text': {
			if (value.type !== item.type) return null;
			for (const { gap: id, value: given } of value.filled) {
				const gap = item.gaps.find((one) => one.id === id);
				if (!gap) return id;
				if (gap.input === 'choice' && outside([given], gap.options) !== null) return given;
			}
			return null;
		}
		case 'upload':
			// One file more than may be handed in.
			return value.type === item.type ? (value.files[item.most]?.hash ?? null) : null;
		default:
			return null;
	}
}
