/**
 * An item as a student's device gets it. Solutions and marking rules are another type (solution.ts) in another file,
 * so a form cannot carry them by accident. `prompt` and option texts are Markdown with LaTeX between `$` or `$$`;
 * pictures are written `![alternative text](media:HASH)` where HASH is in the form's `media`.
 */
import * as z from 'zod';
import { itemId } from './text.ts';

const richText = z.string().max(20_000);

export const option = z.strictObject({ id: itemId, text: richText });
export type Option = z.infer<typeof option>;

const base = { id: itemId, prompt: richText.min(1), points: z.number().min(0).max(1000) };

export const item = z.discriminatedUnion('type', [
	z.strictObject({
		...base,
		type: z.literal('single_choice'),
		options: z.array(option).min(2).max(26),
		shuffle: z.boolean()
	}),
	z.strictObject({
		...base,
		type: z.literal('multiple_choice'),
		options: z.array(option).min(2).max(26),
		shuffle: z.boolean()
	}),
	z.strictObject({ ...base, type: z.literal('true_false') }),
	z.strictObject({ ...base, type: z.literal('numeric'), unit: z.string().max(40).optional() }),
	z.strictObject({
		...base,
		type: z.literal('short_text'),
		maxLength: z.int().min(1).max(1000)
	}),
	z.strictObject({
		...base,
		type: z.literal('essay'),
		minWords: z.int().min(0).max(20_000).optional(),
		maxWords: z.int().min(1).max(20_000).optional()
	})
]);
export type Item = z.infer<typeof item>;
export type ItemType = Item['type'];
