/** A sitting as its teachers see and change it before it begins. */
import * as z from 'zod';
import { chosenPolicy, policy } from './policy.ts';
import { address, joinLink, rosterEntry } from './roster.ts';
import { stagger } from './stagger.ts';
import { id, milliseconds, unixMs } from './text.ts';

/** A name of the IANA database that this runtime knows. */
export const timeZone = z
	.string()
	.max(64)
	.regex(/^[A-Za-z0-9_+/-]+$/)
	.refine(isZone);
function isZone(name: string): boolean {
	try {
		return new Intl.DateTimeFormat('en', { timeZone: name }).format(0) !== '';
	} catch (problem) {
		if (problem instanceof RangeError) return false;
		throw problem;
	}
}

export const sittingStaff = z.strictObject({
	person: id,
	name: z.string(),
	role: z.enum(['teacher', 'proctor'])
});
/** `before`: nobody may have begun. `open`: somebody may. */
export const sittingStanding = z.enum(['before', 'open', 'over']);

const title = z.string().trim().min(1).max(300);
const terms = {
	title,
	opensAt: unixMs,
	closesAt: unixMs,
	durationMs: milliseconds.min(60_000),
	timeZone,
	policy,
	/** Nothing of it is released, and it counts for nothing. */
	rehearsal: z.boolean(),
	stagger: stagger.nullable(),
	/** Mails a day and an hour before. */
	reminders: z.boolean(),
	/** A mail to whoever is added; who was told hears of other times, and of being taken off. */
	tellAdded: z.boolean()
};

export const sittingPlan = z.strictObject({
	...terms,
	id,
	exam: id,
	revision: z.int(),
	standing: sittingStanding,
	/** On its staff: may watch it, and see the start code. */
	mayWatch: z.boolean(),
	staff: z.array(sittingStaff),
	roster: z.array(rosterEntry),
	/** null: there is none. Its token was shown once. */
	link: joinLink.pick({ madeAt: true }).nullable(),
	now: unixMs
});
export type SittingPlan = z.infer<typeof sittingPlan>;

/** What is not said stays. Once somebody may have begun, only the end (to later) and which mails are sent can still be changed. */
export const sittingChange = z.strictObject({
	/** What was looked at: if it has changed since, nothing is changed. */
	revision: z.int().min(0),
	...z.strictObject({ ...terms, policy: chosenPolicy }).partial().shape
});
export type SittingChange = z.infer<typeof sittingChange>;

export const staffAddition = z.strictObject({ email: address, role: sittingStaff.shape.role });
export const staffRemoval = z.strictObject({ person: id, role: sittingStaff.shape.role });
