/** What a student entered for one item. An empty answer is a value too (null, [] or ''): taking an answer back is recorded. */
import * as z from 'zod';
import { hash, itemId } from './text.ts';

const text = z.string().max(60_000);

const chosen = z.array(itemId).max(60);

/** A file that is kept beside the log; the log has its hash. */
export const uploadedFile = z.strictObject({
	/** SHA-256 of the bytes. */
	hash,
	name: z.string().min(1).max(255),
	contentType: z.string().min(1).max(100),
	bytes: z.int().min(1).max(20_000_000)
});
export type UploadedFile = z.infer<typeof uploadedFile>;

export const responseValue = z.discriminatedUnion('type', [
	z.strictObject({ type: z.literal('single_choice'), choice: itemId.nullable() }),
	z.strictObject({ type: z.literal('multiple_choice'), choices: z.array(itemId).max(26) }),
	z.strictObject({ type: z.literal('true_false'), value: z.boolean().nullable() }),
	/** As typed, decimal comma included; scoring reads it. */
	z.strictObject({ type: z.literal('numeric'), text: z.string().max(200) }),
	z.strictObject({ type: z.literal('short_text'), text: z.string().max(1000) }),
	z.strictObject({ type: z.literal('essay'), text }),
	z.strictObject({
		type: z.literal('matching'),
		pairs: z.array(z.strictObject({ row: itemId, option: itemId })).max(3600)
	}),
	/** All options, first to last; empty: left as it was shown. */
	z.strictObject({ type: z.literal('ordering'), order: chosen }),
	/** What was typed, or the id of the option; gaps that are empty are left out. */
	z.strictObject({
		type: z.literal('gap_text'),
		filled: z.array(z.strictObject({ gap: itemId, value: z.string().max(1000) })).max(60)
	}),
	z.strictObject({
		type: z.literal('drag_text'),
		placed: z.array(z.strictObject({ blank: itemId, option: itemId })).max(60)
	}),
	z.strictObject({
		type: z.literal('drag_picture'),
		placed: z.array(z.strictObject({ zone: itemId, option: itemId })).max(60)
	}),
	z.strictObject({ type: z.literal('hotspot'), areas: chosen }),
	z.strictObject({ type: z.literal('hot_text'), spans: chosen }),
	/** As typed. */
	z.strictObject({ type: z.literal('calculated'), text: z.string().max(200) }),
	z.strictObject({ type: z.literal('upload'), files: z.array(uploadedFile).max(10) })
]);
export type ResponseValue = z.infer<typeof responseValue>;
export type ResponseOf<T extends ResponseValue['type']> = Extract<ResponseValue, { type: T }>;

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
