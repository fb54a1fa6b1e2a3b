import type { AuthoredItem } from '#sync/schema/authored-item.ts';
import type { DraftItem } from '#sync/schema/draft.ts';

/** An item of an exam without where it was taken from. */
export function authoredOf({ bank: _, ...authored }: DraftItem): AuthoredItem {
	return authored;
}
