/** What became of a sealed copy that somebody brought in (SPEC X). */
import * as z from 'zod';
import { attemptState } from './attempt.ts';
import { id } from './text.ts';

export const copyOutcomes = [
	/** Entries were taken in that were not here. */
	'taken',
	/** All of it was here, and no more. */
	'already',
	/** All of it was here, and more. */
	'older',
	/** Another history than the one here: both are kept. */
	'forked',
	/** The device is connected, and sends by itself. */
	'connected',
	'other_sitting',
	'not_a_copy',
	'newer_version',
	'damaged',
	/** Locked with a key that is not here. */
	'no_key',
	'unknown_attempt',
	'erased',
	/** What is in it does not hold: `code` says why. */
	'refused'
] as const;

export const copyReport = z.strictObject({
	outcome: z.enum(copyOutcomes),
	/** null: not known, or not to be told. */
	attempt: id.nullable(),
	studentName: z.string().nullable(),
	/** Which of the student's attempts. */
	number: z.int().min(1).nullable(),
	/** New here by this copy. */
	entries: z.int().min(0),
	/** As the room says it afterwards; null: nothing of it is there. */
	state: attemptState.nullable(),
	/** Of `other_sitting`, to who is on its staff. */
	sitting: z.strictObject({ id, title: z.string() }).nullable(),
	code: z.string().nullable()
});
export type CopyReport = z.infer<typeof copyReport>;
export type CopyOutcome = CopyReport['outcome'];
