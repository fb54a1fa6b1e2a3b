import { plainText } from '#app/ui/plain-text.ts';
import type { Item } from '#sync/schema/item.ts';

const LETTERS = 110;

/** A question by its first words: items have no names of their own. */
export function itemName(item: Pick<Item, 'prompt'>, letters = LETTERS): string {
	const text = plainText(item.prompt.replace(/\[\[[^\]]*\]\]/g, '…'));
	if (text.length <= letters) return text;
	return `${text.slice(0, letters).replace(/\s+\S*$/u, '')}…`;
}
