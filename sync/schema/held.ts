/**
 * Late and doubtful work, under /api/v1: the queue of a sitting, one attempt with what is odd about it, and what a person decides.
 *
 * | who | what |
 * | --- | --- |
 * | GET /sittings/:id/held | teacher on its staff | → heldList |
 * | GET /attempts/:id/held | the same | → heldCase |
 * | POST /attempts/:id/held/compare | the same | heldChoice → heldComparison; changes nothing |
 * | POST /attempts/:id/decision | the same | attemptDecision → attemptDecided |
 */
import * as z from 'zod';
import { attemptState } from './attempt.ts';
import { decisionKind, stand } from './decision.ts';
import { item } from './item.ts';
import { because } from './marking.ts';
import { responseValue } from './response.ts';
import { hash, id, unixMs } from './text.ts';

/** The closed list of why one session's log does not speak for itself (SPEC D5). */
export const heldReason = z.enum([
	'empty',
	'not_submitted',
	'not_received',
	'over_time',
	/** Went on, with time that was given, after the closing time. */
	'went_on_late',
	/** Answered after it had heard that the exam was ended. */
	'after_end',
	/** Answered while it knew that the exam stood paused. */
	'while_paused',
	'before_opening',
	'after_closing',
	'gap',
	'clock_break',
	'beyond_grace'
]);
export type HeldReason = z.infer<typeof heldReason>;

/** late: received after the deadline, whatever else. kept_back: nothing is odd; a lock or the roster held it. */
export const doubtCode = z.enum([
	...heldReason.options,
	'late',
	'forked',
	'handed_in_twice',
	'worked_elsewhere',
	'kept_back'
]);
export type DoubtCode = z.infer<typeof doubtCode>;
export const doubt = z.strictObject({
	code: doubtCode,
	session: id.nullable(),
	/** Where it shows. */
	entry: z.int().nullable(),
	/** How much: late, over, without a sign of life, or by which a clock jumped (negative: back). */
	ms: z.number().nullable()
});
export type Doubt = z.infer<typeof doubt>;

const step = z.strictObject({ afterSeq: z.int(), ms: z.number() });
export const sessionFacts = z.strictObject({
	session: id,
	entries: z.int(),
	/** Edge time of the first receipt. */
	openedAt: unixMs.nullable(),
	submitted: z.boolean(),
	judgement: z.enum(['on_time', 'late_verified', 'held']),
	reasons: z.array(heldReason),
	deadlineAt: z.number(),
	allowedMs: z.number(),
	usedMs: z.number(),
	/** Number of the last response, or of the hand-in where there is none. */
	lastWork: z.int().nullable(),
	/** Edge time of the first receipt that covers it. */
	receivedAt: z.number().nullable(),
	lateMs: z.number().nullable(),
	/** By the deadline and the half minute that a message may take, and after. */
	receiptsInTime: z.int(),
	receiptsLate: z.int(),
	/** Last entry that the edge had confirmed by then; -1: none. */
	lastInTime: z.int(),
	longestGap: step.nullable(),
	gaps: z.array(step),
	/** `ms`: by how much the clock went on too far; negative: it was set back. */
	clockBreaks: z.array(step),
	/** How far the device's clock was ahead of the edge's, at least. */
	aheadMs: z.number().nullable(),
	afterEnd: z.int().nullable(),
	whilePaused: z.int().nullable(),
	/** Other histories that the device signed; `from`: the first entry that differs. */
	branches: z.array(z.strictObject({ branch: hash, from: z.int(), entries: z.int() })),
	/** There are others than these, too many to be read. */
	moreBranches: z.boolean()
});
export type SessionFacts = z.infer<typeof sessionFacts>;

export const cut = z.strictObject({
	kind: z.enum([
		'received_in_time',
		'within_time',
		'before_gap',
		'before_clock_break',
		'before_end',
		'before_pause',
		'other_branch',
		'shared',
		'one_device'
	]),
	session: id,
	stands: z.array(stand)
});
export type Cut = z.infer<typeof cut>;

export const shownDecision = z.strictObject({
	number: z.int(),
	decision: decisionKind,
	/** '': the student’s data were erased. */
	because: z.string(),
	stands: z.array(stand),
	byName: z.string(),
	at: unixMs
});
export type ShownDecision = z.infer<typeof shownDecision>;

const listed = z.strictObject({
	attempt: id,
	studentName: z.string(),
	number: z.int(),
	state: attemptState,
	submittedAt: unixMs.nullable(),
	doubts: z.array(doubtCode),
	/** The longest of its sessions. */
	lateMs: z.number().nullable(),
	/** The last one; null: waits for the first. */
	decided: shownDecision.nullable(),
	/** Answers came after it. */
	more: z.boolean()
});
/** Those that wait first, the longest late first. */
export const heldList = z.strictObject({
	sitting: id,
	title: z.string(),
	waiting: z.int(),
	attempts: z.array(listed)
});
export type HeldList = z.infer<typeof heldList>;
export type ListedHeld = HeldList['attempts'][number];

export const heldCase = z.strictObject({
	attempt: id,
	sitting: id,
	title: z.string(),
	studentName: z.string(),
	number: z.int(),
	state: attemptState,
	submittedAt: unixMs.nullable(),
	/** What the sitting planned for work that comes late. */
	lateSync: z.enum(['accept', 'hold', 'reject']),
	graceMs: z.number(),
	doubts: z.array(doubt),
	sessions: z.array(sessionFacts),
	cuts: z.array(cut),
	/** Oldest first. */
	decisions: z.array(shownDecision),
	more: z.boolean(),
	/** The student's data were erased: nothing is left to decide on. */
	erased: z.boolean()
});
export type HeldCase = z.infer<typeof heldCase>;

export const heldChoice = z.strictObject({ stands: z.array(stand).min(1).max(100) });
/** What one device says of an item, as it wrote it last. */
const deviceAnswer = z.strictObject({
	session: id,
	/** null: not answered there. */
	value: responseValue.nullable(),
	/** By that device's clock; null: not answered there. */
	wall: unixMs.nullable(),
	/** Came beyond what was handed over. `before`: written before the change of device, by that device's clock. */
	late: z.strictObject({ before: z.boolean() }).optional(),
	/** Counts with all that came. */
	counts: z.boolean()
});
export type DeviceAnswer = z.infer<typeof deviceAnswer>;
export const comparedItem = z.strictObject({
	/** As the student saw it. */
	item,
	/** With all that came, and with what was chosen; null: no answer. */
	all: responseValue.nullable(),
	chosen: responseValue.nullable(),
	same: z.boolean(),
	/** By device, oldest first, where one that was left brought another answer than those that went on. Absent: none did. */
	devices: z.array(deviceAnswer).min(2).optional()
});
export type ComparedItem = z.infer<typeof comparedItem>;
/** In the student's order. */
export const heldComparison = z.strictObject({ items: z.array(comparedItem) });

/** What there was of a session when it was shown: number of entries, and names of branches. */
export const seenSession = z.strictObject({
	session: id,
	entries: z.int().min(0),
	branches: z.array(hash).max(100)
});
export type SeenSession = z.infer<typeof seenSession>;

/**
 * `after`: number of the last decision that the asker saw; 0: none. `seen`: the sessions as shown. Another decision, another branch, or
 * work that came since: conflict, stale.
 */
const seen = { because, after: z.int().min(0), seen: z.array(seenSession).max(1000) };
export const attemptDecision = z.discriminatedUnion('decision', [
	z.strictObject({ decision: z.literal('accept'), ...seen }),
	z.strictObject({
		decision: z.literal('accept_part'),
		stands: z.array(stand).min(1).max(100),
		...seen
	}),
	z.strictObject({ decision: z.literal('set_aside'), ...seen })
]);
export type AttemptDecision = z.infer<typeof attemptDecision>;
export const attemptDecided = z.strictObject({
	attempt: id,
	state: attemptState,
	number: z.int().min(1)
});

/** What the student is told: why it waits, and what was decided. */
export const ownHeld = z.strictObject({
	/** Empty: it does not wait. */
	doubts: z.array(doubtCode),
	decided: z.strictObject({ decision: decisionKind, because: z.string(), at: unixMs }).nullable()
});
export type OwnHeld = z.infer<typeof ownHeld>;
