/** What the hall tells a console over its WebSocket: first everything, then each row that changed. Server to client only; the console sends nothing but pings. */
import * as z from 'zod';
import { appliedAccommodation } from './accommodation.ts';
import { arrangement } from './arrangement.ts';
import { attemptState, syncState } from './attempt.ts';
import { told } from './control-act.ts';
import { staffCheck } from './observation.ts';
import { id, unixMs } from './text.ts';

export const attemptRow = z.strictObject({
	attempt: id,
	studentName: z.string(),
	state: attemptState,
	sync: syncState,
	/** Is a socket of the device open now. */
	connected: z.boolean(),
	/** Edge time of the last frame from the device. */
	lastContactAt: unixMs.nullable(),
	entries: z.int().min(0),
	responses: z.int().min(0),
	observations: z.int().min(0),
	newest: z.strictObject({ check: staffCheck, open: z.boolean(), at: unixMs }).nullable(),
	/** Outbox rows not yet in Postgres. */
	waitingForDatabase: z.int().min(0),
	/** Absent: not on a break of their own. Edge time by which it ends at the latest. */
	breakUntil: unixMs.optional(),
	/** Absent: nothing was sent. */
	told: told.optional(),
	/** What applies to this student here, and not why. Absent: nothing. */
	accommodation: appliedAccommodation.optional(),
	/** What the student asked for instead of accepting the notice, the newest. Absent: nothing. */
	arrangement: arrangement.optional(),
	/** Which of the student's attempts. Absent: the only one. */
	number: z.int().min(1).optional()
});
export type AttemptRow = z.infer<typeof attemptRow>;

export const HALL_VERSION = 1;
export const hallMessage = z.discriminatedUnion('type', [
	z.strictObject({
		type: z.literal('snapshot'),
		version: z.literal(HALL_VERSION),
		now: unixMs,
		rows: z.array(attemptRow)
	}),
	z.strictObject({ type: z.literal('rows'), now: unixMs, rows: z.array(attemptRow) })
]);
export type HallMessage = z.infer<typeof hallMessage>;
