/** The bank of items: one's own, and those colleagues of the same institution share. */
import * as z from 'zod';
import { authoredItem, difficulty } from './authored-item.ts';
import { hash, id, unixMs } from './text.ts';

export const MOST_IMPORTED = 10_000;

export const bankSummary = z.strictObject({
	id,
	name: z.string(),
	type: z.string(),
	/** The first words of the prompt, as Markdown. */
	excerpt: z.string(),
	category: authoredItem.shape.category,
	tags: authoredItem.shape.tags,
	difficulty: difficulty.nullable(),
	language: authoredItem.shape.language,
	points: z.number(),
	version: z.int(),
	updatedAt: unixMs,
	mine: z.boolean(),
	shared: z.boolean(),
	ownerName: z.string(),
	/** Others that one can see, with the same words, options and key. */
	duplicates: z.int()
});
export type BankSummary = z.infer<typeof bankSummary>;

export const bankQuery = z.strictObject({
	/** Words of the item, its name or its tags; a formula as it is written. */
	search: z.string().max(300).optional(),
	type: z.string().max(40).optional(),
	tag: z.string().max(100).optional(),
	/** The broadest name of the category. */
	subject: z.string().max(200).optional(),
	difficulty: difficulty.optional(),
	from: z.enum(['mine', 'shared']).optional(),
	/** `next` of the page before. */
	after: z.string().max(600).optional(),
	limit: z.coerce.number().int().min(1).max(200).optional()
});

const counted = z.array(z.strictObject({ name: z.string(), count: z.int() }));
export const bankPage = z.strictObject({
	items: z.array(bankSummary),
	/** Of all that match, at most 100,001. */
	total: z.int(),
	next: z.string().nullable()
});
/** What one can filter by, the most used first. */
export const bankFacets = z.strictObject({ subjects: counted, tags: counted, types: counted });

export const bankItem = z.strictObject({
	id,
	version: z.int(),
	authored: authoredItem,
	mine: z.boolean(),
	shared: z.boolean(),
	ownerName: z.string(),
	versions: z.array(z.strictObject({ version: z.int(), by: z.string(), at: unixMs })),
	duplicates: z.array(z.strictObject({ id, name: z.string() })).max(20)
});
export type BankItem = z.infer<typeof bankItem>;
export const bankItemQuery = z.strictObject({ version: z.coerce.number().int().min(1).optional() });

export const bankAdd = z.strictObject({
	items: z.array(authoredItem).min(1).max(MOST_IMPORTED),
	shared: z.boolean(),
	/** What one has already, word for word, is not added a second time. */
	skipKnown: z.boolean(),
	/** Where they come from, for the audit log: a format, not a file's name. */
	from: z.string().max(40)
});
export const bankAdded = z.strictObject({
	/** In the order given; null: known already. */
	ids: z.array(id.nullable()),
	added: z.int(),
	known: z.int()
});

export const bankChange = z.strictObject({
	authored: authoredItem,
	/** The version the change was made from. */
	base: z.int().min(1)
});
export const bankChanged = z.strictObject({ version: z.int() });

/** The same change to many at once. */
export const bankBulk = z.strictObject({
	ids: z.array(id).min(1).max(1000),
	category: authoredItem.shape.category.optional(),
	addTags: authoredItem.shape.tags.optional(),
	removeTags: authoredItem.shape.tags.optional(),
	difficulty: difficulty.nullable().optional(),
	shared: z.boolean().optional(),
	/** Put away: not in the list any more, but still in the exams that use it. */
	archived: z.boolean().optional()
});
export const bankBulkDone = z.strictObject({ changed: z.int() });

export const mediaUpload = z.strictObject({ name: z.string().min(1).max(255).optional() });
export const mediaKept = z.strictObject({ hash, contentType: z.string(), bytes: z.int() });
