/** How items are marked. Stays at the edge: no type a student's device receives refers to this file. */
import * as z from 'zod';
import { itemId } from './text.ts';

export const tolerance = z.strictObject({
	kind: z.enum(['absolute', 'relative']),
	amount: z.number().min(0)
});

export const solution = z.discriminatedUnion('type', [
	z.strictObject({ type: z.literal('single_choice'), item: itemId, correct: itemId }),
	z.strictObject({
		type: z.literal('multiple_choice'),
		item: itemId,
		correct: z.array(itemId).min(1),
		/** true: each option counts (right chosen − wrong chosen, never below 0); false: all or nothing. */
		partial: z.boolean()
	}),
	z.strictObject({ type: z.literal('true_false'), item: itemId, correct: z.boolean() }),
	z.strictObject({ type: z.literal('numeric'), item: itemId, correct: z.number(), tolerance }),
	z.strictObject({
		type: z.literal('short_text'),
		item: itemId,
		accepted: z.array(z.string().min(1)).min(1),
		caseSensitive: z.boolean()
	}),
	z.strictObject({ type: z.literal('essay'), item: itemId, rubric: z.string().max(20_000) })
]);
export type Solution = z.infer<typeof solution>;
