/**
 * An item as a student's device gets it. Solutions and marking rules are another type (solution.ts) in another file,
 * so a form cannot carry them by accident. `prompt` and option texts are Markdown with LaTeX between `$` or `$$`;
 * pictures and sound are written `![alternative text](media:HASH)` where HASH is in the form's `media`. Where a gap, a blank or
 * a word to be chosen stands in a prompt, its id stands between double square brackets: `[[gap-1]]`.
 * The types follow the interactions of QTI 2.2 and 3.0 (1EdTech); a calculated item is Moodle's.
 */
import * as z from 'zod';
import { place, shape } from './picture.ts';
import { hash, itemId } from './text.ts';

const richText = z.string().max(20_000);
const altText = z.string().min(1).max(2_000);

export const option = z.strictObject({ id: itemId, text: richText });
export type Option = z.infer<typeof option>;

const base = { id: itemId, prompt: richText.min(1), points: z.number().min(0).max(1000) };
const unit = z.string().max(40).optional();
const many = z.array(option).min(1).max(60);

/** A place in the prompt that the student fills. */
export const gap = z.discriminatedUnion('input', [
	z.strictObject({ id: itemId, input: z.literal('text') }),
	z.strictObject({ id: itemId, input: z.literal('number'), unit }),
	z.strictObject({ id: itemId, input: z.literal('choice'), options: many, shuffle: z.boolean() })
]);
export type Gap = z.infer<typeof gap>;

/** Part of a picture that can be chosen, or that something can be put on; what is there is said by `text`. */
export const area = z.strictObject({ id: itemId, text: altText, shape });
export const zone = z.strictObject({ id: itemId, text: altText, ...place.shape });

export const uploadKind = z.enum(['image', 'pdf', 'text', 'any']);

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
	z.strictObject({ ...base, type: z.literal('numeric'), unit }),
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
	}),
	z.strictObject({
		...base,
		type: z.literal('matching'),
		rows: many,
		/** What the rows are matched with. */
		options: many,
		/** A row may have several options. */
		several: z.boolean(),
		/** An option may belong to several rows. */
		reuse: z.boolean(),
		shuffle: z.boolean()
	}),
	/** `options` in the order they were written; `shuffle` false shows them so. */
	z.strictObject({
		...base,
		type: z.literal('ordering'),
		options: z.array(option).min(2).max(60),
		shuffle: z.boolean()
	}),
	z.strictObject({ ...base, type: z.literal('gap_text'), gaps: z.array(gap).min(1).max(60) }),
	/** Options are put into the blanks of the prompt. */
	z.strictObject({
		...base,
		type: z.literal('drag_text'),
		blanks: z.array(itemId).min(1).max(60),
		options: many,
		reuse: z.boolean(),
		shuffle: z.boolean()
	}),
	/** Options, each a text or a picture with its alternative text, are put on the zones of a picture. */
	z.strictObject({
		...base,
		type: z.literal('drag_picture'),
		picture: hash,
		alt: altText,
		zones: z.array(zone).min(1).max(60),
		options: many,
		reuse: z.boolean(),
		shuffle: z.boolean()
	}),
	z.strictObject({
		...base,
		type: z.literal('hotspot'),
		picture: hash,
		alt: altText,
		areas: z.array(area).min(1).max(60),
		/** As many may be chosen. */
		most: z.int().min(1).max(60)
	}),
	/** Words of the prompt are chosen where they stand. */
	z.strictObject({
		...base,
		type: z.literal('hot_text'),
		spans: many,
		most: z.int().min(1).max(60)
	}),
	/** `{name}` in the prompt is replaced by the student's number: the row of `variants` that the ticket's seed picks. */
	z.strictObject({
		...base,
		type: z.literal('calculated'),
		wildcards: z
			.array(z.string().regex(/^[A-Za-z][A-Za-z0-9_]{0,31}$/))
			.min(1)
			.max(26),
		variants: z.array(z.array(z.number()).min(1).max(26)).min(1).max(200),
		unit
	}),
	z.strictObject({
		...base,
		type: z.literal('upload'),
		accept: z.array(uploadKind).min(1).max(4),
		most: z.int().min(1).max(10),
		/** Of one file; absent: as much as is ever taken (upload.ts). */
		mostBytes: z.int().min(1_000).max(20_000_000).optional()
	}),
	/** To be read; there is nothing to answer. */
	z.strictObject({ ...base, type: z.literal('description'), points: z.literal(0) })
]);
export type Item = z.infer<typeof item>;
export type ItemType = Item['type'];
export type ItemOf<T extends ItemType> = Extract<Item, { type: T }>;
