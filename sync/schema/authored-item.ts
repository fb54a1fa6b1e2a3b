/**
 * An item as its author has it: what a student gets, and beside it, never inside, the solution, the feedback and the words for finding
 * it again. What importers make, the bank keeps, and exporters read.
 */
import * as z from 'zod';
import { item } from './item.ts';
import { feedback, solution } from './solution.ts';
import { hash } from './text.ts';

export const difficulty = z.enum(['easy', 'medium', 'hard']);

export const authoredItem = z.strictObject({
	/** For the author's list; not shown to students. */
	name: z.string().min(1).max(300),
	item,
	/** null: a person marks it, or nothing is to be marked. */
	solution: solution.nullable(),
	feedback: feedback.nullable(),
	/** From the broadest to the narrowest: subject, topic … */
	category: z.array(z.string().min(1).max(200)).max(10),
	tags: z.array(z.string().min(1).max(100)).max(50),
	difficulty: difficulty.nullable(),
	/** BCP 47; null: as the exam's. */
	language: z.string().min(2).max(35).nullable()
});
export type AuthoredItem = z.infer<typeof authoredItem>;

/** A file that items refer to as `media:HASH`, with its bytes elsewhere. */
export const authoredMedia = z.strictObject({
	hash,
	name: z.string().min(1).max(255),
	contentType: z.string().min(1).max(100),
	bytes: z.int().min(1).max(20_000_000)
});
export type AuthoredMedia = z.infer<typeof authoredMedia>;
