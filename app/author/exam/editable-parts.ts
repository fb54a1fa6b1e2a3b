/** What of an item can be written as plain text without breaking what its key or its picture points at. */
import type { Item } from '#sync/schema/item.ts';

export interface EditablePart {
	list: 'options' | 'rows';
	part: string;
	text: string;
	/** Counted from 1. */
	n: number;
}

const partsOf = (list: EditablePart['list'], all: readonly { id: string; text: string }[]) =>
	all.map(({ id, text }, at) => ({ list, part: id, text, n: at + 1 }));

/** Beside the prompt; null: not even that, for places in it are counted on. */
export function editableParts(item: Item): EditablePart[] | null {
	switch (item.type) {
		case 'single_choice':
		case 'multiple_choice':
		case 'ordering':
			return partsOf('options', item.options);
		case 'matching':
			return [...partsOf('rows', item.rows), ...partsOf('options', item.options)];
		case 'true_false':
		case 'numeric':
		case 'short_text':
		case 'essay':
		case 'upload':
		case 'description':
			return [];
		default:
			return null;
	}
}
