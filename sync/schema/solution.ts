/**
 * How items are marked. Stays at the edge: no type a student's device receives refers to this file.
 * A share is a part of the item's points: 1 is all of them, 0 none, below 0 takes some away. Where `credit` says how the parts of an
 * item are put together: `all` gives the points only if everything is right; `parts` gives each part its share; `parts_less_wrong`
 * takes a share away for each wrong choice, and never goes below 0.
 */
import * as z from 'zod';
import { itemId } from './text.ts';

export const tolerance = z.strictObject({
	kind: z.enum(['absolute', 'relative']),
	amount: z.number().min(0)
});

const share = z.number().min(-1).max(1);
const shares = z
	.array(z.strictObject({ option: itemId, share }))
	.min(1)
	.max(60);
const weight = z.number().min(0).max(1000);
const credit = z.enum(['all', 'parts', 'parts_less_wrong']);
export type Credit = z.infer<typeof credit>;
const chosen = z.array(itemId).max(60);

/** `*` stands for any letters where `wildcards` says so. */
const acceptedText = z.strictObject({ text: z.string().min(1).max(1000), share });
const acceptedNumber = z.strictObject({ value: z.number(), tolerance, share });
/** Another unit the answer may be given in: the number times `factor` is in the item's own. */
const units = z
	.array(z.strictObject({ name: z.string().min(1).max(40), factor: z.number() }))
	.max(40)
	.optional();

/** For who marks: Markdown. Lines of a list that end in points, "(3)", are criteria where `criteria` says nothing. */
const rubric = z.string().max(20_000);
const criteria = z
	.array(
		z.strictObject({ text: z.string().min(1).max(2_000), points: z.number().min(0).max(1000) })
	)
	.max(60)
	.optional();

export const gapSolution = z.discriminatedUnion('input', [
	z.strictObject({
		gap: itemId,
		weight,
		input: z.literal('text'),
		accepted: z.array(acceptedText).min(1).max(100),
		caseSensitive: z.boolean(),
		wildcards: z.boolean()
	}),
	z.strictObject({
		gap: itemId,
		weight,
		input: z.literal('number'),
		accepted: z.array(acceptedNumber).min(1).max(100)
	}),
	z.strictObject({ gap: itemId, weight, input: z.literal('choice'), shares })
]);
export type GapSolution = z.infer<typeof gapSolution>;

export const solution = z.discriminatedUnion('type', [
	z.strictObject({
		type: z.literal('single_choice'),
		item: itemId,
		correct: itemId,
		/** Of options that are not the correct one, but partly right, or worse than nothing. */
		shares: shares.optional()
	}),
	z.strictObject({
		type: z.literal('multiple_choice'),
		item: itemId,
		correct: z.array(itemId).min(1),
		/** true: each option counts (right chosen − wrong chosen, never below 0); false: all or nothing. */
		partial: z.boolean(),
		/** Instead of `partial`: what each chosen option gives; the sum is kept between 0 and 1. */
		shares: shares.optional()
	}),
	z.strictObject({ type: z.literal('true_false'), item: itemId, correct: z.boolean() }),
	z.strictObject({
		type: z.literal('numeric'),
		item: itemId,
		correct: z.number(),
		tolerance,
		/** Tried in order after `correct`. */
		also: z.array(acceptedNumber).max(100).optional(),
		units
	}),
	z.strictObject({
		type: z.literal('short_text'),
		item: itemId,
		accepted: z.array(z.string().min(1)).min(1),
		caseSensitive: z.boolean(),
		wildcards: z.boolean().optional(),
		/** Tried in order after `accepted`. */
		also: z.array(acceptedText).max(100).optional()
	}),
	z.strictObject({ type: z.literal('essay'), item: itemId, rubric, criteria }),
	z.strictObject({
		type: z.literal('matching'),
		item: itemId,
		correct: z
			.array(z.strictObject({ row: itemId, option: itemId, share: share.optional() }))
			.min(1),
		credit
	}),
	z.strictObject({
		type: z.literal('ordering'),
		item: itemId,
		correct: z.array(itemId).min(2).max(60),
		/** `position`: options at their own place; `next`: neighbours in the right order; `longest`: the longest run in the right order. */
		credit: z.enum(['all', 'position', 'next', 'longest'])
	}),
	z.strictObject({
		type: z.literal('gap_text'),
		item: itemId,
		gaps: z.array(gapSolution).min(1).max(60),
		credit: z.enum(['all', 'parts'])
	}),
	z.strictObject({
		type: z.literal('drag_text'),
		item: itemId,
		correct: z.array(z.strictObject({ blank: itemId, options: chosen })).min(1),
		credit
	}),
	z.strictObject({
		type: z.literal('drag_picture'),
		item: itemId,
		correct: z.array(z.strictObject({ zone: itemId, options: chosen })).min(1),
		credit
	}),
	z.strictObject({ type: z.literal('hotspot'), item: itemId, correct: chosen.min(1), credit }),
	z.strictObject({ type: z.literal('hot_text'), item: itemId, correct: chosen.min(1), credit }),
	/** `formula` in the wildcards of the item, written as in sync/formula.ts. */
	z.strictObject({
		type: z.literal('calculated'),
		item: itemId,
		formula: z.string().min(1).max(2000),
		tolerance,
		units
	}),
	z.strictObject({ type: z.literal('upload'), item: itemId, rubric, criteria })
]);
export type Solution = z.infer<typeof solution>;
export type SolutionOf<T extends Solution['type']> = Extract<Solution, { type: T }>;

/** What may be said to a student once results are released: Markdown as in an item. Stays at the edge until then. */
const said = z.string().max(20_000);

/** `gap`: where it was typed; without it the item itself is answered. */
const typedAt = { id: itemId, gap: itemId.optional(), text: said };
/**
 * What is said to one typed answer, right or wrong; of those at one place the first that fits, though it may say nothing. It carries the
 * rules of the key: the key stays hidden where feedback is let out.
 */
export const typedFeedback = z.discriminatedUnion('input', [
	z.strictObject({
		...typedAt,
		input: z.literal('text'),
		answer: z.string().max(1000),
		caseSensitive: z.boolean(),
		wildcards: z.boolean()
	}),
	z.strictObject({ ...typedAt, input: z.literal('number'), value: z.number(), tolerance, units }),
	/** In the wildcards of a calculated item. */
	z.strictObject({
		...typedAt,
		input: z.literal('formula'),
		formula: z.string().max(2000),
		tolerance,
		units
	}),
	/** Whatever else was typed. */
	z.strictObject({ ...typedAt, input: z.literal('other') })
]);
export type TypedFeedback = z.infer<typeof typedFeedback>;
type WithoutPlace<One> = One extends unknown ? Omit<One, 'id' | 'gap' | 'text'> : never;
/** Which answers it is said to. */
export type TypedRule = WithoutPlace<TypedFeedback>;

export const feedback = z.strictObject({
	item: itemId,
	general: said.optional(),
	correct: said.optional(),
	partlyCorrect: said.optional(),
	wrong: said.optional(),
	/** By option, gap, row … whichever was chosen. */
	parts: z
		.array(z.strictObject({ id: itemId, text: said }))
		.max(200)
		.optional(),
	typed: z.array(typedFeedback).max(200).optional()
});
export type Feedback = z.infer<typeof feedback>;
