/** What the staff of a sitting may send into it: the request, what is kept of it until it is sealed, and how far it came. */
import * as z from 'zod';
import { id, itemId, unixMs } from './text.ts';

const words = z.string().trim().min(1).max(2000);
const DAY_MS = 86_400_000;

export const controlAct = z.discriminatedUnion('act', [
	z.strictObject({ act: z.literal('message'), text: words }),
	z.strictObject({ act: z.literal('warning'), text: words }),
	z.strictObject({ act: z.literal('extend'), addMs: z.int().min(1_000).max(DAY_MS) }),
	/** `text`: what the students should do meanwhile. */
	z.strictObject({ act: z.literal('pause'), text: words.optional() }),
	z.strictObject({ act: z.literal('resume') }),
	z.strictObject({ act: z.literal('end') }),
	/** The device stops, and the student goes on on another one. */
	z.strictObject({ act: z.literal('hand_over') }),
	/** Something in the exam is wrong: said at the item, to everybody who has it. */
	z.strictObject({ act: z.literal('correction'), item: itemId, text: words })
]);
export type ControlAct = z.infer<typeof controlAct>;
export const actName = z.enum([
	'message',
	'warning',
	'extend',
	'pause',
	'resume',
	'end',
	'hand_over',
	'correction'
]);
export type ActName = z.infer<typeof actName>;

export const controlRequest = z.strictObject({
	/** Made by the client: asked again with it, nothing happens twice. */
	id,
	/** `all`: who starts later too. */
	to: z.union([z.literal('all'), z.array(id).min(1).max(1000)]),
	act: controlAct
});
export type ControlRequest = z.infer<typeof controlRequest>;

/** `students`: to how many it goes now. */
export const controlAnswer = z.strictObject({ id, students: z.int().min(0) });

/** What was sent to a student, as the hall shows it. */
export const told = z.strictObject({
	/** Not answered by the device yet. */
	waiting: z.int().min(0),
	newest: z.strictObject({
		act: actName,
		at: unixMs,
		/** null: not answered yet. */
		outcome: z.enum(['shown', 'applied', 'refused']).nullable()
	})
});
export type Told = z.infer<typeof told>;
