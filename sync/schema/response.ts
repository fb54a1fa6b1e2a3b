/** What a student entered for one item. An empty answer is a value too (null, [] or ''): taking an answer back is recorded. */
import * as z from 'zod';
import { itemId } from './text.ts';

const text = z.string().max(60_000);

export const responseValue = z.discriminatedUnion('type', [
	z.strictObject({ type: z.literal('single_choice'), choice: itemId.nullable() }),
	z.strictObject({ type: z.literal('multiple_choice'), choices: z.array(itemId).max(26) }),
	z.strictObject({ type: z.literal('true_false'), value: z.boolean().nullable() }),
	/** As typed, decimal comma included; scoring reads it. */
	z.strictObject({ type: z.literal('numeric'), text: z.string().max(200) }),
	z.strictObject({ type: z.literal('short_text'), text: z.string().max(1000) }),
	z.strictObject({ type: z.literal('essay'), text })
]);
export type ResponseValue = z.infer<typeof responseValue>;

/** Replace `remove` UTF-16 code units at `at` in the text last recorded for the item by `insert`; the result has `length` units. */
export const textDelta = z.strictObject({
	at: z.int().min(0).max(60_000),
	remove: z.int().min(0).max(60_000),
	insert: text,
	length: z.int().min(0).max(60_000)
});
export type TextDelta = z.infer<typeof textDelta>;

/** The data of a `response` entry: the whole value, or a change of an essay's text. */
export const responseData = z.union([
	z.strictObject({ item: itemId, value: responseValue }),
	z.strictObject({ item: itemId, delta: textDelta })
]);
export type ResponseData = z.infer<typeof responseData>;
