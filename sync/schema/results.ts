/** Bodies of results, under /api/v1: what an attempt earned, and what somebody changed in it. Paths stand in marking.ts. */
import * as z from 'zod';
import { itemResult } from './api.ts';
import { attemptState } from './attempt.ts';
import { annotations, because, comment, criterionScore, markPoints, percent } from './marking.ts';
import { hash, id, itemId, unixMs } from './text.ts';

/** The same for all of a sitting: which rules, which key. */
export const markedWith = z.strictObject({
	/** Of sync/scoring.ts. */
	marking: z.int(),
	/** Of the form's keys; 1 as published. */
	key: z.int(),
	/** SHA-256 of the RFC 8785 bytes of the keys. */
	keyHash: hash
});
export const itemMark = z.strictObject({
	...itemResult.shape,
	/** What the rules said, also where a person said otherwise. null: they cannot say. */
	automatic: z.number().nullable(),
	because: z.string().nullable(),
	comment: comment.nullable(),
	scores: z.array(criterionScore),
	annotations,
	struck: z.enum(['full', 'dropped']).nullable()
});
export type ItemMark = z.infer<typeof itemMark>;
export const resultChange = z.strictObject({
	item: itemId,
	at: unixMs,
	/** key: struck or with another key. person: somebody said otherwise. request: after a student asked. late: more of the answer came. */
	cause: z.enum(['key', 'person', 'request', 'late', 'marking']),
	because: z.string(),
	from: z.number().nullable(),
	to: z.number().nullable(),
	fromMaximum: z.number(),
	toMaximum: z.number(),
	byName: z.string().nullable()
});
export const attemptMarks = z.strictObject({
	attempt: id,
	sitting: id,
	state: attemptState,
	studentName: z.string(),
	points: z.number(),
	maximum: z.number(),
	with: markedWith.nullable(),
	items: z.array(itemMark),
	changes: z.array(resultChange),
	/** Points may be changed only with a reason that the student reads. */
	locked: z.boolean()
});
export const resultOverride = z.strictObject({
	points: markPoints,
	because,
	/** The points the asker saw; others now: conflict. */
	from: z.number().nullable(),
	/** `answerName` of the answer the asker saw; another now: conflict. Absent: none was looked at. */
	shown: z.union([z.literal(''), hash]).optional()
});

export const sittingResult = z.strictObject({
	attempt: id,
	studentName: z.string(),
	enrolmentId: z.string().nullable(),
	state: attemptState,
	submittedAt: unixMs.nullable(),
	/** Which of the student's attempts at this exam. */
	number: z.int(),
	/** Of several attempts this is the one whose points count. */
	counts: z.boolean(),
	points: z.number(),
	maximum: z.number(),
	percent: z.number().nullable(),
	/** null: no pass mark, or something still waits. */
	passed: z.boolean().nullable(),
	/** Items that nobody has marked. */
	waiting: z.int()
});
export type SittingResult = z.infer<typeof sittingResult>;
export const sittingResults = z.strictObject({
	sitting: id,
	exam: id,
	form: id,
	title: z.string(),
	passPercent: percent.nullable(),
	rows: z.array(sittingResult),
	passed: z.int(),
	failed: z.int(),
	undecided: z.int(),
	/** While marking is blind and open, points that people gave are not in here. */
	withoutHandMarks: z.boolean()
});
export type SittingResults = z.infer<typeof sittingResults>;
export const resultsExportQuery = z.strictObject({ as: z.enum(['json', 'csv', 'xlsx']) });

export const examMarks = z.strictObject({
	exam: id,
	title: z.string(),
	students: z.array(
		z.strictObject({
			student: id,
			name: z.string(),
			enrolmentId: z.string().nullable(),
			attempts: z.array(
				z.strictObject({
					attempt: id,
					sitting: id,
					sittingTitle: z.string(),
					number: z.int(),
					counts: z.boolean(),
					state: attemptState,
					submittedAt: unixMs.nullable(),
					points: z.number(),
					maximum: z.number(),
					percent: z.number().nullable(),
					passed: z.boolean().nullable(),
					waiting: z.int()
				})
			)
		})
	)
});
