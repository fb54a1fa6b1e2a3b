/**
 * The file that "Report a problem" saves: facts about app, browser, storage, clock and counts, for whoever helps. Made of numbers and codes
 * alone, field by field: nothing of what was asked, answered, seen or heard, no name and no key, and no text that anybody wrote. What it
 * may hold is this schema, and what does not fit it is not saved.
 */
import * as z from 'zod';

/** Of our own lists (refusals, faults, phases), never words of an error: those may quote what could not be stored. */
const code = z.string().regex(/^[a-z0-9_.]{1,60}$/);
const count = z.int().min(0);
const when = z.number().min(0);

export const sessionFacts = z.strictObject({
	state: code,
	entries: count,
	segments: count,
	controlSegments: count,
	boot: count,
	/** Milliseconds since the session opened. */
	t: count,
	submitted: z.boolean(),
	held: z.boolean(),
	/** Last entry that the edge has signed for, and when by its clock. */
	receipt: z.strictObject({ seq: count, at: when }).nullable(),
	refused: code.nullable(),
	/** Segments that the store has not taken yet. */
	waiting: count,
	link: code.nullable()
});
export type SessionFacts = z.infer<typeof sessionFacts>;

export const problemReport = z.strictObject({
	kind: z.literal('invigil-problem-report/1'),
	attempt: z.uuid(),
	at: when,
	app: z.strictObject({ version: z.string().max(40), page: code, offlineReady: z.boolean() }),
	browser: z.strictObject({
		/** As the browser says it of itself to every site. */
		agent: z.string().max(400),
		language: z.string().max(35),
		online: z.boolean(),
		screen: z.tuple([count, count]),
		pixelRatio: z.number(),
		touch: z.boolean()
	}),
	storage: z.strictObject({
		/** Bytes; null: the browser does not say. */
		usage: z.number().nullable(),
		quota: z.number().nullable(),
		persisted: z.boolean().nullable(),
		reads: code
	}),
	clock: z.strictObject({
		offsetMinutes: z.int(),
		/** Edge clock minus this device's, ms; null: they never met. */
		aheadMs: z.number().nullable(),
		remainingMs: z.number().nullable(),
		paused: z.boolean().nullable()
	}),
	sessions: z.array(sessionFacts).max(30),
	/** Files of answers on the device, and how many the edge has confirmed. */
	files: z.strictObject({ kept: count, confirmed: count }).nullable(),
	problems: z.array(z.strictObject({ at: when, code })).max(50)
});
export type ProblemReport = z.infer<typeof problemReport>;

/** Throws on what does not fit: a fact too many is a mistake of ours, and must not leave the device. */
export function reportBytes(report: ProblemReport): Uint8Array<ArrayBuffer> {
	return new TextEncoder().encode(JSON.stringify(problemReport.parse(report), null, '\t'));
}
