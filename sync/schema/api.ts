/**
 * Bodies of the HTTP API under /api/v1, one schema each, used by the edge to check and by the app to parse. Accounts stand in
 * accounts.ts, people and the audit log in administration.ts. The whole list, with who may what, is served as /api/v1/openapi.json.
 *
 * | method and path | who | request → answer |
 * | --- | --- | --- |
 * | GET /health | all | → health |
 * | GET /keys | all | → edgeKeys |
 * | GET /attempts | student | → attemptList (own) |
 * | POST /attempts/:id/ticket | student, own | ticketRequest → ticketAnswer |
 * | POST /student/sittings/:id/attempts | student | → attemptSummary, after a hand-in while the window is open |
 * | POST /student/practice | student | practiceRequest → attemptSummary (practice.ts) |
 * | POST /attempts/:id/key | student, own | keyRequest → keyAnswer, only while the sitting is open |
 * | POST /attempts/:id/hand-over | student, own | keyRequest → handoverAnswer (handover.ts) |
 * | POST /attempts/:id/arrangement | student, own, before it is begun | arrangementRequest → arrangement (arrangement.ts) |
 * | POST /attempts/:id/arrangement/withdraw | student, own | → nothing |
 * | POST /sittings/:id/arrangements/:id/answer | teacher of it; proctor of it, in words | arrangementAnswer → nothing |
 * | GET /sittings/:id/form | rostered student, staff | → formAnswer |
 * | GET /sittings/:id/blobs/:hash | rostered student, staff | → application/octet-stream |
 * | GET /sittings | teacher, proctor | → sittingList |
 * | GET /sittings/:id/parts | who may open one of them | → sittingParts |
 * | GET /sittings/:id | teacher, proctor | → sittingDetail |
 * | GET /sittings/:id/live (WebSocket) | teacher, proctor | ← hallMessage (hall.ts) |
 * | POST /sittings/:id/lock, /sittings/:id/unlock | teacher, proctor of it | sittingLockRequest → nothing |
 * | GET /attempts/:id/bundle | teacher, proctor of it | → bundle (bundle.ts) |
 * | GET /attempts/:id/results | teacher of it | → attemptResults |
 * | GET /rooms/:room/log/:session (WebSocket, y-websocket) | ticket in Sec-WebSocket-Protocol | sync/SPEC.md |
 *
 * Every refusal has the body `problem`.
 */
import * as z from 'zod';
import { appliedAccommodation } from './accommodation.ts';
import { arrangement } from './arrangement.ts';
import { attemptState } from './attempt.ts';
import { formManifest } from './form.ts';
import { attemptRow } from './hall.ts';
import { edgeKey, signed } from './signed.ts';
import { practiceLocale } from './practice.ts';
import { base64url, hash, id, milliseconds, unixMs } from './text.ts';

/** The closed list of refusals of the HTTP API. The sentence for the person is the app's, in their language. */
export const problemCode = z.enum([
	'invalid_request',
	'not_signed_in',
	'wrong_credentials',
	/** Somebody who has no other proof that it is still them has to sign in afresh for this. */
	'sign_in_again',
	/** A new password that is among the first that anybody would try. */
	'password_common',
	/** Right, but the e-mail address has to be confirmed first. */
	'not_verified',
	/** Right, but the institution has locked the account. Said only to who has the password. */
	'locked',
	'not_allowed',
	/** A state-changing request with a cookie that does not prove that it comes from our own pages. */
	'csrf',
	'not_found',
	'too_many_requests',
	/** A single-use link: unknown, used or too old. */
	'link_invalid',
	/** Something of this name is there already, or what was changed has changed meanwhile. */
	'conflict',
	/** The sign-in provider refused, or answered something else than was asked. */
	'provider_failed',
	/** Kept by a retention rule or a legal hold. */
	'must_be_kept',
	/** A sitting would analyse what the law where the institution is forbids. */
	'not_lawful_here',
	'not_open_yet',
	'closed',
	'attempt_ended',
	/** The sitting gives no keys and takes no new attempts; what is being written still comes in. */
	'sitting_locked',
	'ticket_invalid',
	'ticket_expired',
	'too_large',
	'unavailable',
	'internal'
]);
export type ProblemCode = z.infer<typeof problemCode>;

/** RFC 9457, sent as application/problem+json. */
export const problem = z.object({
	/** "/problems/" and the code. */
	type: z.string(),
	/** The code in words. */
	title: z.string(),
	status: z.int().min(400).max(599),
	/** English, for a developer: what was refused this time. */
	detail: z.string(),
	code: problemCode,
	/** Names the field, time or limit that refused it. */
	evidence: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])).optional(),
	/** Same as the Retry-After header. */
	retryAfterSeconds: z.int().min(0).optional()
});
export type Problem = z.infer<typeof problem>;

export const health = z.strictObject({
	status: z.enum(['ok', 'degraded']),
	version: z.string(),
	postgres: z.enum(['ok', 'away']),
	/** Where blobs lie. */
	storage: z.enum(['ok', 'away']),
	now: unixMs
});

export const edgeKeys = z.strictObject({ keys: z.array(edgeKey).min(1) });

/** What the student sees of an attempt before and after sitting it. */
export const attemptSummary = z.strictObject({
	id,
	sitting: id,
	state: attemptState,
	examTitle: z.string(),
	itemCount: z.int().min(1),
	opensAt: unixMs,
	closesAt: unixMs,
	durationMs: milliseconds,
	formHash: hash,
	/** Applied in the times above. Absent: none. */
	accommodation: appliedAccommodation.optional(),
	/** What was asked for instead of accepting the notice, the newest. Absent: nothing. */
	arrangement: arrangement.optional(),
	/** Absent: there is one attempt, and this is it. */
	numbered: z
		.strictObject({
			number: z.int().min(1),
			/** null: as many as one likes. */
			allowed: z.int().min(1).nullable(),
			/** Another may be begun now; true of the last one only. */
			another: z.boolean()
		})
		.optional(),
	/** Grows when the sitting is changed: a ticket of before says something else. Absent: never was. */
	revision: z.int().min(0).optional(),
	/** It counts for nothing. */
	rehearsal: z.literal(true).optional(),
	/** The institution's own, in this language, which one takes whenever one likes: gone after a day. Absent: an exam like any other. */
	practice: practiceLocale.optional()
});
export type AttemptSummary = z.infer<typeof attemptSummary>;
export const attemptList = z.strictObject({ attempts: z.array(attemptSummary), now: unixMs });

export const ticketRequest = z.strictObject({ deviceKey: base64url.length(87) });
/** `signed` holds a ticket (ticket.ts), context "invigil-ticket/1". */
export const ticketAnswer = z.strictObject({ signed, now: unixMs });

export const keyRequest = z.strictObject({ ticket: signed });
export const keyAnswer = z.strictObject({ contentKey: base64url.length(43), now: unixMs });

/** `signed` holds a formManifest, context "invigil-form/1". */
export const formAnswer = z.strictObject({ signed });
export { formManifest };

export const sittingSummary = z.strictObject({
	id,
	title: z.string(),
	opensAt: unixMs,
	closesAt: unixMs,
	durationMs: milliseconds,
	students: z.int().min(0),
	/** Students who cannot accept the notice and wait for an answer before they begin. */
	asking: z.int().min(0),
	/** Attempts that wait for a decision; 0 for who does not decide. */
	held: z.int().min(0),
	/** Counts for nothing. */
	rehearsal: z.boolean()
});
export type SittingSummary = z.infer<typeof sittingSummary>;
export const listedSitting = sittingSummary.extend({
	/** To everybody's time; what it moved stays where it was in `closesAt`. 0 for what closed longer than a day ago. */
	addedMs: milliseconds,
	/** Single students got more, in the hall. */
	moreForSome: z.boolean(),
	/** One is on its staff; false: one may plan it, and its hall is not one's own. */
	watches: z.boolean()
});
export type ListedSitting = z.infer<typeof listedSitting>;
export const sittingList = z.strictObject({ sittings: z.array(listedSitting), now: unixMs });
/** Pages of a sitting, as far as they are one's own to open. */
export const sittingParts = z.strictObject({
	parts: z.array(z.enum(['hall', 'plan', 'held', 'marking', 'results']))
});
export type SittingPart = z.infer<typeof sittingParts>['parts'][number];

/** Both ways: who does it says why. */
export const sittingLockRequest = z.strictObject({ reason: z.string().trim().min(1).max(500) });
export const sittingLock = z.strictObject({
	at: unixMs,
	/** null: by itself, after the last attempt's grace. */
	by: z.string().nullable(),
	reason: z.string().nullable()
});
export type SittingLock = z.infer<typeof sittingLock>;

export const sittingDetail = z.strictObject({
	sitting: sittingSummary,
	/** null: it gives keys and takes new attempts in its window. */
	lock: sittingLock.nullable(),
	/** Ten Crockford base32 symbols in two groups of five; proctors read it out. */
	startCode: z.string(),
	/** How many questions a student gets to answer. */
	questions: z.int().min(0),
	/** Of its form, with how each begins: for who may correct them; nobody else gets any. */
	items: z.array(z.strictObject({ id: z.string(), excerpt: z.string() })),
	rows: z.array(attemptRow),
	now: unixMs
});
export type SittingDetail = z.infer<typeof sittingDetail>;

export const itemResult = z.strictObject({
	item: z.string(),
	/** null: waits for a person. */
	points: z.number().nullable(),
	maximum: z.number(),
	/** How it was marked. */
	by: z.enum(['edge', 'person', 'nobody_yet']),
	reason: z.enum(['correct', 'partly_correct', 'wrong', 'empty', 'needs_person', 'unreadable'])
});
export type ItemResult = z.infer<typeof itemResult>;

/** To look at it in the console, or (also where nothing is said) to take it away: the audit log tells them apart. */
export const bundleQuery = z.strictObject({ for: z.enum(['view', 'export']).optional() });
export const attemptResults = z.strictObject({
	attempt: id,
	state: attemptState,
	markedAt: unixMs.nullable(),
	items: z.array(itemResult),
	points: z.number(),
	maximum: z.number(),
	/** Of several attempts of the student at the sitting this is the one that counts. */
	counts: z.boolean()
});
export type AttemptResults = z.infer<typeof attemptResults>;
