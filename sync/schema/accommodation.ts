/**
 * What was granted to a person: by the institution for every sitting of theirs, or by a teacher for one sitting alone. The ticket carries
 * what comes of it, so it holds without a network.
 */
import * as z from 'zod';
import { id, milliseconds, unixMs } from './text.ts';

/**
 * What stays off for one person, whatever the sitting's policy says: a sensor, where head and eyes point (`gaze`), that a second person
 * is there (`company`), or that pictures leave the device.
 */
export const switchedOff = z.enum(['camera', 'microphone', 'gaze', 'company', 'pictures']);
export type SwitchedOff = z.infer<typeof switchedOff>;

/** By whose decision: of the institution for every sitting, or of a teacher of this one for it alone. */
export const grantedBy = z.enum(['institution', 'sitting']);
export type GrantedBy = z.infer<typeof grantedBy>;

/**
 * Of a ticket: the time it adds is in the ticket's duration and window already, and what it switches off in the ticket's policy. The
 * window has room for the breaks too; the duration has none, because a break stops its clock.
 */
export const ticketAccommodation = z.strictObject({
	/** How long breaks that stop the clock may last in all; 0: none. */
	breaksMs: milliseconds,
	/** The student's device begins with large text. */
	largerText: z.boolean(),
	/** Somebody, or something, reads aloud: speech is expected. */
	reader: z.boolean(),
	/** What stays off by this accommodation. */
	off: z.array(switchedOff).max(switchedOff.options.length),
	/** Of what is in `off`, and of the reader. Absent: a ticket of before, by the institution. */
	by: z.partialRecord(z.enum([...switchedOff.options, 'reader']), grantedBy).optional()
});
export type TicketAccommodation = z.infer<typeof ticketAccommodation>;

/** What comes of it at one sitting, for the student's own screens and in words for the sitting's staff. */
export const appliedAccommodation = ticketAccommodation.extend({
	/** How much longer than the sitting's the duration is. */
	addedMs: milliseconds,
	/** It opens at another time, or is open for longer than the added time and the breaks need. */
	ownWindow: z.boolean()
});
export type AppliedAccommodation = z.infer<typeof appliedAccommodation>;

/** By whose decision the rest of it is, as far as that is known; what is off says so itself (`by`). Not in tickets. */
export const grantedFrom = z.partialRecord(z.enum(['time', 'breaks', 'window', 'text']), grantedBy);
export type GrantedFrom = z.infer<typeof grantedFrom>;

const DAY_MINUTES = 1_440;

/** What is granted. Never why: that is the admin's alone, and a teacher is not asked. */
export const granted = z
	.strictObject({
		/** Times the sitting's duration. */
		timeMultiplier: z.number().min(1).max(4).multipleOf(0.01),
		extraMinutes: z.int().min(0).max(DAY_MINUTES),
		/** Breaks that stop the clock, in all. */
		breakMinutes: z.int().min(0).max(DAY_MINUTES),
		/** By how much a sitting opens later for this person, or (negative) earlier. */
		opensMinutes: z
			.int()
			.min(-7 * DAY_MINUTES)
			.max(30 * DAY_MINUTES),
		/** By how much it closes later. */
		closesMinutes: z
			.int()
			.min(0)
			.max(30 * DAY_MINUTES),
		noCamera: z.boolean(),
		noMicrophone: z.boolean(),
		largerText: z.boolean(),
		reader: z.boolean(),
		/** Which way the head and the eyes are turned is not looked at. */
		noGaze: z.boolean().default(false),
		/** Somebody sits beside: a second face or voice is expected. */
		secondPerson: z.boolean().default(false)
	})
	.refine(
		({ timeMultiplier, ...rest }) =>
			timeMultiplier > 1 || Object.values(rest).some((value) => value !== 0 && value !== false),
		{ path: ['timeMultiplier'] }
	);
export type Granted = z.infer<typeof granted>;

const span = {
	from: unixMs,
	/** null: until it is ended. */
	until: unixMs.nullable()
};
const isSpan = ({ from, until }: { from: number; until: number | null }) =>
	until === null || until > from;

export const accommodationRequest = z
	.strictObject({ granted, reason: z.string().trim().min(1).max(1_000), ...span })
	.refine(isSpan, { path: ['until'] });
export type AccommodationRequest = z.infer<typeof accommodationRequest>;
export const accommodationMade = z.strictObject({ id });

export const accommodationState = z.enum(['in_force', 'planned', 'over', 'ended', 'replaced']);
/** A version of one, as an admin sees it; none is ever taken off the record while the person is there. */
export const accommodation = z.strictObject({
	id,
	granted,
	reason: z.string(),
	...span,
	state: accommodationState,
	grantedAt: unixMs,
	grantedBy: z.string(),
	endedAt: unixMs.nullable(),
	endedBy: z.string().nullable(),
	/** The version before it. */
	replaces: id.nullable()
});
export type Accommodation = z.infer<typeof accommodation>;
/** The newest first. */
export const accommodations = z.strictObject({ accommodations: z.array(accommodation) });

/** As the person it was granted to sees it. */
export const ownAccommodations = z.strictObject({
	accommodations: z.array(z.strictObject({ id, granted, ...span, grantedAt: unixMs }))
});

/** One at a time for each student of a sitting. */
export const sittingGrantRequest = z.strictObject({
	granted,
	/** What was looked at: if another took its place, nothing is granted. null: there was none. */
	instead: id.nullable()
});
export type SittingGrantRequest = z.infer<typeof sittingGrantRequest>;
/** As the sitting's staff sees it. */
export const sittingGrant = z.strictObject({ id, granted, by: z.string(), at: unixMs });
export type SittingGrant = z.infer<typeof sittingGrant>;
