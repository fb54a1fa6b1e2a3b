/** An exam on its way: written as a draft, published as a form, scheduled as a sitting. */
import * as z from 'zod';
import { draftWarnings } from '../draft/check-draft.ts';
import { draft } from './draft.ts';
import { chosenPolicy } from './policy.ts';
import { timeZone } from './plan.ts';
import { address, rosterAddition } from './roster.ts';
import { stagger } from './stagger.ts';
import { hash, id, milliseconds, unixMs } from './text.ts';

/** An exam begins with as many items of the bank at most. */
export const MOST_FIRST_ITEMS = 500;

export const newExam = z.strictObject({
	title: z.string().min(1).max(300),
	/** BCP 47; English if nothing is said. */
	language: z.string().min(2).max(35).optional(),
	/** Of the bank, in this order: the exam begins with them. */
	items: z.array(id).max(MOST_FIRST_ITEMS).optional()
});
export const createdExam = z.strictObject({ id, title: z.string() });

export const examSummary = z.strictObject({
	id,
	title: z.string(),
	mine: z.boolean(),
	ownerName: z.string(),
	createdAt: unixMs,
	/** Of the newest form; null: never published. */
	publishedAt: unixMs.nullable(),
	sittings: z.int()
});
/** One's own and those shared with one, the newest first. */
export const examList = z.strictObject({ exams: z.array(examSummary) });

export const draftVersion = z.strictObject({
	id: z.int(),
	name: z.string(),
	at: unixMs,
	by: z.string()
});
const unreadable = z.strictObject({ path: z.string(), because: z.string() });
export const draftAnswer = z.strictObject({
	exam: id,
	/** null: what is there is no draft; `problems` say where. */
	draft: draft.nullable(),
	problems: z.array(unreadable).max(100),
	versions: z.array(draftVersion),
	mayEdit: z.boolean()
});
export const namedVersion = z.strictObject({ name: z.string().trim().min(1).max(200) });
export const savedVersion = z.strictObject({ id: z.int() });

export const draftWarning = z.strictObject({
	code: z.enum(draftWarnings),
	stops: z.boolean(),
	item: z.string().optional(),
	section: z.string().optional(),
	detail: z.string().optional()
});
/** What publishing would say, without doing it. */
export const draftCheck = z.strictObject({
	warnings: z.array(draftWarning),
	/** Whether the newest form is another than this draft would make; null: there is none. */
	changed: z.boolean().nullable()
});
export const published = z.strictObject({
	form: id,
	hash,
	/** false: nothing had changed since this form was published. */
	isNew: z.boolean(),
	warnings: z.array(draftWarning)
});

/** Of several attempts at a sitting. */
export const attemptCounts = z.enum(['best', 'last']);

export const newSitting = z
	.strictObject({
		/** As students read it; the exam's title if nothing is said. */
		title: z.string().min(1).max(300).optional(),
		/** A published form of the exam; the newest if nothing is said. */
		form: id.optional(),
		opensAt: unixMs,
		closesAt: unixMs,
		durationMs: milliseconds.min(60_000),
		policy: chosenPolicy.optional(),
		/** null: as many as a student likes; one if nothing is said. */
		attemptsAllowed: z.int().min(1).max(100).nullable().optional(),
		/** Which of several counts; the last if nothing is said. */
		attemptCounts: attemptCounts.optional(),
		/** In which the times were meant; UTC if nothing is said. */
		timeZone: timeZone.optional(),
		rehearsal: z.boolean().optional(),
		stagger: stagger.nullable().optional(),
		reminders: z.boolean().optional(),
		tellAdded: z.boolean().optional(),
		students: z.array(address).max(5_000),
		/** As `students`, also by enrolment number, and with groups. */
		roster: rosterAddition.optional(),
		teachers: z.array(address).max(100),
		proctors: z.array(address).max(200)
	})
	.refine(({ opensAt, closesAt }) => closesAt > opensAt, { path: ['closesAt'] });
export const createdSitting = z.strictObject({
	id,
	startCode: z.string(),
	students: z.int(),
	/** Addresses and numbers that nobody of the institution has in that role. */
	unknown: z.array(z.string())
});
