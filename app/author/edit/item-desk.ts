/**
 * What the parts of the item editor work on, wherever the item lies: a plain one of the bank, or one in the shared document of an exam.
 * A change is a function of what the item says now, so that what others do meanwhile is not undone by it.
 */
import type { DraftWarning } from '#sync/draft/check-draft.ts';
import type { AuthoredItem } from '#sync/schema/authored-item.ts';
import type * as Y from 'yjs';

export type Step = (now: AuthoredItem) => AuthoredItem;
/** Keys of objects and names in lists that lead to a text of the item: `item`, `options`, `a`, `text`. */
export type Place = readonly string[];

export interface ItemDesk {
	readonly authored: AuthoredItem;
	/** Of the item's texts; null: not said. */
	readonly language: string | null;
	/** What would go wrong with it, by the codes of sync/draft/check-draft.ts. */
	readonly problems: readonly DraftWarning[];
	change(step: Step): void;
	/** The same for what follows from the change before: undone with it. */
	follow(step: Step): void;
	/** Of a text, as somebody types it. */
	write(place: Place, text: string): void;
	/** Where several can write in it at once; null: nobody else does. */
	shared(place: Place): Y.Text | null;
	/** Keeps a picture or sound and answers its hash. */
	keep(file: File): Promise<string>;
}
