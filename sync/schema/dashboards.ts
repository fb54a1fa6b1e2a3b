/** Bodies of /api/v1/student, /teacher and /monitor: what each sees of exams, attempts and observations. */
import * as z from 'zod';
import { attemptSummary, ticketAnswer } from './api.ts';
import { attemptState } from './attempt.ts';
import { ownHeld } from './held.ts';
import { base64url, hash, id, milliseconds, unixMs } from './text.ts';

export const stateCount = z.strictObject({ state: attemptState, count: z.int() });
/** How often and how long in all: what a student is shown of observations, and a dashboard too. */
export const observationCount = z.strictObject({
	check: z.string(),
	observations: z.int(),
	totalMs: z.int()
});

export const studentDashboard = z.strictObject({
	now: unixMs,
	counts: z.array(stateCount),
	/** Open or opening next, at most 5. */
	next: z.array(attemptSummary),
	/** Handed in last, at most 5. */
	recent: z.array(attemptSummary)
});
export const availableExams = z.strictObject({ exams: z.array(attemptSummary), now: unixMs });

export const startRequest = z.strictObject({ deviceKey: base64url.length(87) });
/** The ticket, and the key of the form while the sitting is open. */
export const startAnswer = ticketAnswer.extend({
	attempt: id,
	contentKey: base64url.length(43).nullable()
});

/** What the edge has of an attempt that was handed in on the device. */
export const submitAnswer = z.strictObject({
	attempt: id,
	state: attemptState,
	submittedAt: unixMs,
	/** Newest entry the edge holds, and the head it signed for. */
	sessions: z.array(z.strictObject({ session: id, entries: z.int(), head: hash }))
});

export const ownAttempt = z.strictObject({
	attempt: attemptSummary,
	submittedAt: unixMs.nullable(),
	held: ownHeld,
	responses: z.array(z.strictObject({ item: z.string(), revisions: z.int(), sealedAt: unixMs })),
	observations: z.array(observationCount)
});

export const teacherSitting = z.strictObject({
	id,
	title: z.string(),
	opensAt: unixMs,
	closesAt: unixMs,
	counts: z.array(stateCount),
	/** Attempts with observations that somebody should look at. */
	flagged: z.int()
});
export const teacherDashboard = z.strictObject({
	now: unixMs,
	exams: z.int(),
	sittings: z.array(teacherSitting)
});

export const examPermission = z.enum(['view', 'edit', 'analytics', 'mark']);
/** With whoever has the address, or with somebody it is shared with already. */
export const shareRequest = z
	.strictObject({
		email: z.email().max(320).optional(),
		person: id.optional(),
		/** Empty: no longer shared. */
		permissions: z.array(examPermission).max(4)
	})
	.refine(({ email, person }) => (email === undefined) !== (person === undefined), {
		path: ['email']
	});
export const examShares = z.strictObject({
	shares: z.array(
		z.strictObject({ person: id, name: z.string(), permissions: z.array(examPermission) })
	)
});

export const examAnalytics = z.strictObject({
	exam: id,
	title: z.string(),
	attempts: z.array(stateCount),
	/** Of attempts that were marked; null: none yet. */
	meanPoints: z.number().nullable(),
	maximum: z.number().nullable(),
	items: z.array(
		z.strictObject({
			item: z.string(),
			marked: z.int(),
			meanPoints: z.number().nullable(),
			maximum: z.number(),
			/** Mean share of the points, 0 to 1: classical difficulty (P value). */
			difficulty: z.number().nullable()
		})
	),
	observations: z.array(
		z.strictObject({
			check: z.string(),
			attempts: z.int(),
			observations: z.int(),
			totalMs: z.int()
		})
	)
});

export const taughtStudent = z.strictObject({
	id,
	name: z.string(),
	enrolmentId: z.string().nullable(),
	cohort: z.string().nullable(),
	attempts: z.array(
		z.strictObject({
			attempt: id,
			sitting: id,
			title: z.string(),
			state: attemptState,
			submittedAt: unixMs.nullable(),
			points: z.number().nullable(),
			maximum: z.number().nullable(),
			observations: z.array(observationCount)
		})
	)
});

export const monitoring = z.strictObject({
	attempt: id,
	studentName: z.string(),
	state: attemptState,
	counts: z.array(observationCount),
	/** In the student's own log, oldest first, at most 5,000. */
	observations: z.array(
		z.strictObject({
			session: id,
			seq: z.int(),
			observation: z.int(),
			check: z.string(),
			phase: z.string(),
			from: milliseconds,
			to: milliseconds,
			peak: z.number(),
			confidence: z.number(),
			reason: z.string().nullable(),
			at: unixMs
		})
	),
	/** Reported by another monitor: no part of the log, and of no proof. */
	outside: z.array(
		z.strictObject({
			id: z.int(),
			check: z.string(),
			from: milliseconds,
			to: milliseconds,
			peak: z.number(),
			confidence: z.number(),
			reason: z.string().nullable(),
			at: unixMs
		})
	)
});

export const alertsQuery = z.strictObject({
	sitting: id.optional(),
	limit: z.coerce.number().int().min(1).max(500).optional()
});
/** A reason to look, never a verdict. */
export const teacherAlerts = z.strictObject({
	alerts: z.array(
		z.strictObject({
			attempt: id,
			sitting: id,
			sittingTitle: z.string(),
			studentName: z.string(),
			state: attemptState,
			lastAt: unixMs,
			observations: z.array(observationCount)
		})
	)
});

const outsideEvent = z.strictObject({
	check: z.string().regex(/^[a-z0-9_]{1,60}$/),
	/** Milliseconds since the attempt began, as the monitor knows it. */
	from: milliseconds,
	to: milliseconds,
	peak: z.number().min(-1e9).max(1e9),
	confidence: z.number().min(0).max(1),
	reason: z
		.string()
		.regex(/^[a-z0-9_]{1,60}$/)
		.optional(),
	at: unixMs
});
export const monitorEvents = z.strictObject({
	attempt: id,
	events: z.array(outsideEvent).min(1).max(200)
});
export type MonitorEvents = z.infer<typeof monitorEvents>;
export const monitorAnswer = z.strictObject({ added: z.int() });
