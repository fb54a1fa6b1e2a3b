/** Bodies of what students see of results, and how they ask for another look, under /api/v1. Paths stand in marking.ts. */
import * as z from 'zod';
import { itemResult } from './api.ts';
import { item } from './item.ts';
import { annotations, because, comment, markPoints, percent } from './marking.ts';
import { resultChange } from './results.ts';
import { responseValue } from './response.ts';
import { id, itemId, unixMs } from './text.ts';

/** What students see. Each by itself; without `marks` neither points nor passed. */
export const releaseShows = z.strictObject({
	marks: z.boolean(),
	/** The questions themselves, and what was right. */
	answers: z.boolean(),
	feedback: z.boolean(),
	/** What they answered, with the questions. */
	responses: z.boolean(),
	/** Comments, criteria and notes of the markers. */
	comments: z.boolean()
});
export type ReleaseShows = z.infer<typeof releaseShows>;
export const releaseChange = z.strictObject({
	/** Of the state that was read; 0: never released. */
	revision: z.int().min(0),
	shows: releaseShows,
	/** From when. In the past: at once. */
	from: unixMs,
	/** Until when students may ask for another look; null: not at all. */
	requestsUntil: unixMs.nullable(),
	/** true: students see nothing any more. */
	hidden: z.boolean(),
	/** Release although answers wait: they show as not marked yet. */
	leaveWaiting: z.boolean()
});
export const releaseState = z.strictObject({
	sitting: id,
	revision: z.int(),
	/** none: never. waiting: `from` is still to come. */
	state: z.enum(['none', 'waiting', 'released', 'hidden']),
	shows: releaseShows,
	from: unixMs.nullable(),
	requestsUntil: unixMs.nullable(),
	/** When students could see something first. */
	releasedAt: unixMs.nullable(),
	/** Attempts that are let out, those that wait for a person, answers that nobody has marked. */
	accepted: z.int(),
	held: z.int(),
	waitingAnswers: z.int(),
	/** Students who can still begin or go on, and until when by the sitting's own window; null: nobody. */
	writing: z.strictObject({ students: z.int(), until: unixMs }).nullable(),
	/** Until when a link puts whoever opens it on the roster; null: none does. */
	linkUntil: unixMs.nullable(),
	rehearsal: z.boolean(),
	/** It is one's own to change: one may edit the exam. */
	mayChange: z.boolean()
});
export type ReleaseState = z.infer<typeof releaseState>;

/** What is right, and nothing of how it is marked. */
export const rightAnswer = z.discriminatedUnion('type', [
	z.strictObject({ type: z.literal('single_choice'), choice: itemId }),
	z.strictObject({ type: z.literal('multiple_choice'), choices: z.array(itemId) }),
	z.strictObject({ type: z.literal('true_false'), value: z.boolean() }),
	z.strictObject({ type: z.literal('numeric'), value: z.number(), unit: z.string().optional() }),
	z.strictObject({ type: z.literal('short_text'), text: z.string() }),
	z.strictObject({
		type: z.literal('matching'),
		pairs: z.array(z.strictObject({ row: itemId, option: itemId }))
	}),
	z.strictObject({ type: z.literal('ordering'), order: z.array(itemId) }),
	/** The text, the number as written, or the id of the option. */
	z.strictObject({
		type: z.literal('gap_text'),
		filled: z.array(z.strictObject({ gap: itemId, value: z.string() }))
	}),
	z.strictObject({
		type: z.literal('drag_text'),
		placed: z.array(z.strictObject({ blank: itemId, options: z.array(itemId) }))
	}),
	z.strictObject({
		type: z.literal('drag_picture'),
		placed: z.array(z.strictObject({ zone: itemId, options: z.array(itemId) }))
	}),
	z.strictObject({ type: z.literal('hotspot'), areas: z.array(itemId) }),
	z.strictObject({ type: z.literal('hot_text'), spans: z.array(itemId) }),
	/** null: the formula has no value for these numbers. */
	z.strictObject({
		type: z.literal('calculated'),
		value: z.number().nullable(),
		unit: z.string().optional()
	})
]);
export type RightAnswer = z.infer<typeof rightAnswer>;

/** What is not let out is not there. */
export const releasedItem = z.strictObject({
	item: itemId,
	/** Place among the student's own questions, from 1. */
	place: z.int(),
	points: z.number().nullable().optional(),
	maximum: z.number().optional(),
	reason: itemResult.shape.reason.optional(),
	struck: z.enum(['full', 'dropped']).nullable().optional(),
	/** Its options in the order that this student had. */
	question: item.optional(),
	/** What was told of the question during the exam, the oldest first; beside the question only. `untold`: why this student was not. */
	corrections: z
		.array(
			z.strictObject({
				at: unixMs,
				text: z.string(),
				untold: z.enum(['after_hand_in', 'did_not_arrive']).optional()
			})
		)
		.optional(),
	numbers: z.array(z.strictObject({ name: z.string(), value: z.number() })).optional(),
	right: rightAnswer.nullable().optional(),
	response: responseValue.nullable().optional(),
	feedback: z.array(z.string()).optional(),
	comment: comment.optional(),
	scores: z
		.array(z.strictObject({ text: z.string(), points: z.number(), of: z.number() }))
		.optional(),
	annotations: annotations.optional()
});
export const ownRemarkRequest = z.strictObject({
	id,
	attempt: id,
	item: itemId,
	reason: z.string(),
	state: z.enum(['open', 'kept', 'changed', 'withdrawn']),
	askedAt: unixMs,
	answer: z.string().nullable(),
	answeredAt: unixMs.nullable()
});
export type OwnRemarkRequest = z.infer<typeof ownRemarkRequest>;
export const releasedResults = z.strictObject({
	attempt: id,
	title: z.string(),
	shows: releaseShows,
	releasedAt: unixMs,
	points: z.number().optional(),
	maximum: z.number().optional(),
	percent: z.number().nullable().optional(),
	passed: z.boolean().nullable().optional(),
	passPercent: percent.nullable().optional(),
	items: z.array(releasedItem),
	/** There may be corrections that this student was not told of: they could not be looked up now. */
	correctionsLacking: z.literal(true).optional(),
	/** Since the release: what the student should know of. Only with `marks`. */
	changes: z.array(resultChange.omit({ byName: true })),
	/** null: no longer, or never. */
	requestsUntil: unixMs.nullable(),
	requests: z.array(ownRemarkRequest)
});
export type ReleasedResults = z.infer<typeof releasedResults>;
/** The newest first. `points` and what follows only where marks were let out. */
export const ownResults = z.strictObject({
	results: z.array(
		z.strictObject({
			attempt: id,
			exam: id,
			title: z.string(),
			releasedAt: unixMs,
			submittedAt: unixMs.nullable(),
			number: z.int(),
			counts: z.boolean(),
			points: z.number().nullable(),
			maximum: z.number().nullable(),
			percent: z.number().nullable(),
			passed: z.boolean().nullable(),
			/** Points changed after the release. */
			changed: z.boolean()
		})
	)
});

export const newRemarkRequest = z.strictObject({
	/** Made by the client: the same again is one request. */
	id,
	item: itemId,
	reason: z.string().trim().min(1).max(2_000)
});
export const remarkRequest = ownRemarkRequest.extend({
	sitting: id,
	studentName: z.string(),
	response: responseValue.nullable(),
	points: z.number().nullable(),
	maximum: z.number(),
	/** What it was worth when it was asked about; what was changed since is another's doing, as a key that was put right. */
	askedPoints: z.number().nullable(),
	comment: comment.nullable()
});
export const remarkRequests = z.strictObject({
	requests: z.array(remarkRequest),
	items: z.array(item)
});
export const remarkAnswer = z.discriminatedUnion('outcome', [
	z.strictObject({ outcome: z.literal('kept'), answer: because }),
	z.strictObject({ outcome: z.literal('changed'), answer: because, points: markPoints })
]);
