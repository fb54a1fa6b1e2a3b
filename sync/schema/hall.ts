/** What the hall tells a console over its WebSocket: first everything, then each row that changed. Server to client only; the console sends nothing but pings. */
import * as z from 'zod';
import { appliedAccommodation, ticketAccommodation } from './accommodation.ts';
import { arrangement } from './arrangement.ts';
import { attemptState, syncState } from './attempt.ts';
import { told } from './control-act.ts';
import { staffCheck } from './observation.ts';
import { id, milliseconds, unixMs } from './text.ts';

/** A student's own time, in edge time. It runs out at `endsAt`, unless it stands still: then what is left is what was left at `stoodSince`. */
export const rowTime = z.strictObject({
	endsAt: unixMs,
	stoodSince: unixMs.optional(),
	/** By the staff. Absent: it goes on. */
	pausedSince: unixMs.optional()
});
export type RowTime = z.infer<typeof rowTime>;

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
	/** What applies to this student here, and not why: of an attempt that was begun, what its ticket holds. Absent: nothing. */
	accommodation: appliedAccommodation.optional(),
	/** What the student asked for instead of accepting the notice, the newest. Absent: nothing. */
	arrangement: arrangement.optional(),
	/** Granted since the attempt was begun, and not in it. Absent: nothing. */
	grantedSince: appliedAccommodation.optional(),
	/** As the newest ticket says. Absent: not begun. */
	begun: z
		.strictObject({
			opensAt: unixMs,
			closesAt: unixMs,
			durationMs: milliseconds,
			accommodation: ticketAccommodation.optional()
		})
		.optional(),
	/** Absent: not begun, handed in, or taken up again after the clock had handed in. */
	time: rowTime.optional(),
	/** The attempt goes on on another device than it was begun on. `since`: edge time. Absent: it was never changed. */
	device: z.strictObject({ number: z.int().min(2), since: unixMs }).optional(),
	/** Absent: not handed in. */
	handedInBy: z.enum(['student', 'clock', 'control']).optional(),
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
	z.strictObject({ type: z.literal('rows'), now: unixMs, rows: z.array(attemptRow) }),
	/** Rooms have more to do than they have room for, and ask devices to come again. null: they do no more. */
	z.strictObject({
		type: z.literal('rush'),
		now: unixMs,
		rush: z.strictObject({ since: unixMs, turnedAway: z.int().min(1) }).nullable()
	})
]);
export type HallMessage = z.infer<typeof hallMessage>;
