/** Who sits: named by an address or an enrolment number, by cohort, or by a link that is opened. */
import * as z from 'zod';
import { appliedAccommodation, grantedFrom, sittingGrant } from './accommodation.ts';
import { attemptState } from './attempt.ts';
import { id, unixMs } from './text.ts';

export const address = z.email().max(320);
export const groupName = z.string().trim().min(1).max(100);

export const rosterLine = z
	.strictObject({
		email: address.optional(),
		enrolmentId: z.string().trim().min(1).max(320).optional(),
		/** Of this sitting only: for staggered starts, and to tell them apart. */
		group: groupName.optional()
	})
	.refine(({ email, enrolmentId }) => (email === undefined) !== (enrolmentId === undefined), {
		path: ['email']
	});
const lines = z.array(rosterLine).max(5_000);
const cohorts = z.array(z.string().min(1).max(320)).max(100);

/** `enrolled`: on the roster of the sitting already. */
export const rosterStanding = z.enum(['found', 'enrolled', 'unknown', 'not_a_student']);
export type RosterStanding = z.infer<typeof rosterStanding>;
export const rosterCheck = z.strictObject({ lines, sitting: id.optional() });
/** In the order asked; no names: who is found is learned by putting them on a roster. */
export const rosterChecked = z.strictObject({ lines: z.array(rosterStanding) });

export const cohortList = z.strictObject({
	cohorts: z.array(z.strictObject({ name: z.string(), students: z.int() }))
});

export const rosterAddition = z.strictObject({
	lines: lines.optional(),
	cohorts: cohorts.optional()
});
export type RosterAddition = z.infer<typeof rosterAddition>;
export const rosterAdded = z.strictObject({
	added: z.int(),
	already: z.int(),
	/** What was written where nobody was found. */
	unknown: z.array(z.string())
});

export const rosterRemoval = z.strictObject({ attempts: z.array(id).min(1).max(200) });
/** `begun`: they stay, because they have begun. */
export const rosterRemoved = z.strictObject({ withdrawn: z.array(id), begun: z.array(id) });

export const rosterEntry = z.strictObject({
	attempt: id,
	name: z.string(),
	state: attemptState,
	group: z.string().nullable(),
	/** null: with the sitting. */
	opensAt: unixMs.nullable(),
	/** What applies to them here, and not why; of who has begun, what their ticket holds. Said to who is on the sitting's staff. Absent: nothing. */
	accommodation: appliedAccommodation.optional(),
	/** Granted since they began, and not in their exam. Absent: nothing. */
	grantedSince: appliedAccommodation.optional(),
	/** Where of what applies the time, the breaks, the window and the text are from. Absent: nothing of it is known. */
	from: grantedFrom.optional(),
	/** By a teacher of this sitting, for it alone; whether it applies stands above. Absent: nothing. */
	grantedHere: sittingGrant.optional()
});
export type RosterEntry = z.infer<typeof rosterEntry>;

/** A link that puts whoever of the institution's students opens it on the roster. */
export const joinLink = z.strictObject({ token: z.string(), madeAt: unixMs });
export const joinRequest = z.strictObject({ token: z.string().min(20).max(100) });
/** What whoever has the link may know before they are on the roster. */
export const linkedSitting = z.strictObject({
	title: z.string(),
	institution: z.string(),
	/** Who made the link. */
	teacher: z.string(),
	opensAt: unixMs,
	closesAt: unixMs,
	durationMs: z.int().positive()
});
export type LinkedSitting = z.infer<typeof linkedSitting>;
export const joined = z.strictObject({ attempt: id, title: z.string(), already: z.boolean() });
