/**
 * The draft of an exam as plain JSON: what an editor shows, a named version keeps and publishing reads. While it is written it is a Yjs
 * document (sync/draft/), so that several teachers can write at once and offline.
 */
import * as z from 'zod';
import { authoredItem } from './authored-item.ts';
import { id, itemId } from './text.ts';

export const draftItem = z.strictObject({
	...authoredItem.shape,
	/** Where it was taken from; null: written here. */
	bank: z.strictObject({ item: id, version: z.int().min(1) }).nullable()
});
export type DraftItem = z.infer<typeof draftItem>;

export const draftSection = z.strictObject({
	id: itemId,
	title: z.string().max(300),
	instructions: z.string().max(20_000),
	shuffle: z.boolean(),
	draw: z.int().min(1).max(500).nullable(),
	items: z.array(draftItem).max(500)
});
export type DraftSection = z.infer<typeof draftSection>;

export const draft = z.strictObject({
	title: z.string().max(300),
	instructions: z.string().max(20_000),
	/** BCP 47. */
	language: z.string().min(2).max(35),
	navigation: z.enum(['free', 'forward']),
	/** Of all points, in percent; null: there is no pass mark. */
	passPercent: z.number().min(0).max(100).nullable(),
	sections: z.array(draftSection).max(100)
});
export type Draft = z.infer<typeof draft>;
