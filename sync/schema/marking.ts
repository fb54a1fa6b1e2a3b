/**
 * Bodies of marking by hand under /api/v1; results stand in results.ts, release in release.ts, keys after publishing in form-keys.ts.
 *
 * "marker": a teacher with the permission `mark` on the exam (its owner has it). "manager": a teacher with `edit` on the exam.
 * "staff": a teacher on the staff of the sitting. A script is an attempt as a marker meets it: under an id and an alias that say nothing
 * of who wrote it. `:id` is a sitting's unless the path says otherwise.
 *
 * | method and path | who | request → answer |
 * | --- | --- | --- |
 * | GET /marking/sittings | teacher | → markingSittings (those one may mark) |
 * | GET /marking/sittings/:id | marker | → markingOverview |
 * | PUT /marking/sittings/:id/settings | manager | markingSettingsChange → markingOverview |
 * | PUT /marking/sittings/:id/assignments | manager | markingAssignments → markingOverview |
 * | GET /marking/sittings/:id/answers | marker | answersQuery → answerPage: by item over all scripts, or by script |
 * | GET /marking/sittings/:id/files/:hash | marker | markedFileQuery → the bytes of a file that an answer of the script names |
 * | POST /marking/sittings/:id/marks | marker | markSaves → markOutcomes; a save that comes twice acts once |
 * | POST /marking/sittings/:id/close | manager | closeMarking → markingOverview; names and points are joined from then on |
 * | POST /marking/sittings/:id/reopen | manager | reopenMarking → markingOverview |
 * | GET /marking/sittings/:id/results | marker, staff | → sittingResults |
 * | GET /marking/sittings/:id/results/export | marker, staff | resultsExportQuery → a file: json, csv or xlsx |
 * | GET /marking/sittings/:id/release | marker, staff | → releaseState |
 * | PUT /marking/sittings/:id/release | manager | releaseChange → releaseState |
 * | GET /marking/sittings/:id/requests | marker | → remarkRequests |
 * | POST /marking/requests/:request/answer | marker | remarkAnswer → remarkRequest |
 * | PUT /attempts/:id/results/:item | marker | resultOverride → itemMark (:id of the attempt) |
 * | GET /attempts/:id/marks | marker, staff | → attemptMarks, with the history (:id of the attempt) |
 * | GET /teacher/forms/:form/keys | manager | → formKeys, all versions |
 * | POST /teacher/forms/:form/keys/preview | manager | keyChange → keyPreview |
 * | POST /teacher/forms/:form/keys/apply | manager | keyApply → keyApplied |
 * | GET /teacher/exams/:id/marks | marker | → examMarks, per student (:id of the exam) |
 * | GET /student/results | student | → ownResults: what was released, over time |
 * | GET /student/attempts/:id/results | student, own | → releasedResults, nothing before the release (:id of the attempt) |
 * | POST /student/attempts/:id/requests | student, own | newRemarkRequest → ownRemarkRequest (:id of the attempt) |
 * | POST /student/requests/:request/withdraw | student, own | {} → ownRemarkRequest |
 *
 * | GET /marking/sittings/:id/media/:hash | marker | → bytes: a picture or a sound of the form |
 * | GET /student/attempts/:id/media/:hash | student, own | → bytes: one that the released results name |
 *
 * `conflict` has in its evidence `because`, one of markingConflict.
 */
import * as z from 'zod';
import { item } from './item.ts';
import { responseValue } from './response.ts';
import { hash, id, itemId, unixMs } from './text.ts';

/** Why something cannot be done now. */
export const markingConflict = z.enum([
	/** Somebody or something changed it meanwhile. */
	'stale',
	'closed',
	/** Locked: hide the results first, or say why. */
	'released',
	/** Answers nobody marked. */
	'waiting',
	/** Names would come out. */
	'blind',
	'rehearsal',
	/** The item is worth the same to all. */
	'struck',
	/** The student changed it since it was looked at. */
	'answer_changed',
	/** Two histories of one device: which of them counts has to be said. */
	'forked',
	/** The student’s data were erased. */
	'erased',
	'request_open',
	'request_limit',
	'too_late'
]);
export type MarkingConflict = z.infer<typeof markingConflict>;

/** At most two decimals, never NaN or infinite; the edge also keeps them within the item's maximum and the sitting's step. */
export const markPoints = z
	.number()
	.min(0)
	.max(1000)
	.refine((points) => Math.abs(points * 100 - Math.round(points * 100)) < 1e-6);
export const comment = z.string().max(10_000);
/** Why something was changed: read by others, and after a release by the student. */
export const because = z.string().trim().min(1).max(2_000);
export const percent = z.number().min(0).max(100);

export const markingSettings = z.strictObject({
	/** Markers meet scripts without names, until marking is closed. */
	blind: z.boolean(),
	/** `sample`: `sampleShare` of the scripts, drawn from a seed. */
	second: z.enum(['none', 'all', 'sample']),
	sampleShare: z.number().min(0).max(1),
	/** Two marks may differ by so many points; beyond it somebody else decides. */
	tolerance: z.number().min(0).max(1000),
	/** What counts of two that are near enough. */
	combine: z.enum(['mean', 'first']),
	/** Points are given in multiples of it; an item's maximum can always be given. */
	step: z.union([z.literal(0.01), z.literal(0.1), z.literal(0.25), z.literal(0.5), z.literal(1)]),
	/** Of the maximum; null: neither passed nor failed. At first that of the form. */
	passPercent: percent.nullable()
});
export type MarkingSettings = z.infer<typeof markingSettings>;
/** `revision` is that of the overview. */
export const markingSettingsChange = z.strictObject({
	revision: z.int().min(0),
	settings: markingSettings
});
/** Items that are not named here are for every marker. */
export const markingAssignments = z.strictObject({
	revision: z.int().min(0),
	items: z.array(z.strictObject({ item: itemId, markers: z.array(id).min(1).max(100) })).max(500)
});

/** Of one answer: nobody marked it; settled; one mark of two is there; two that differ too much. */
export const answerState = z.enum(['waiting', 'marked', 'second_waiting', 'to_moderate']);
export type AnswerState = z.infer<typeof answerState>;
export const markingProgress = z.strictObject({
	waiting: z.int(),
	marked: z.int(),
	secondWaiting: z.int(),
	toModerate: z.int(),
	/** Of those waiting, what the asker can still do. */
	forMe: z.int()
});

export const markingSittings = z.strictObject({
	sittings: z.array(
		z.strictObject({
			id,
			exam: id,
			title: z.string(),
			opensAt: unixMs,
			closesAt: unixMs,
			scripts: z.int(),
			state: z.enum(['open', 'closed', 'released']),
			blind: z.boolean(),
			progress: markingProgress,
			openRequests: z.int(),
			/** Attempts that somebody has to accept or void. */
			held: z.int()
		})
	)
});

/** A line of a rubric. `id` is made of its place: c1, c2 … */
export const rubricCriterion = z.strictObject({
	id: itemId,
	text: z.string().max(2_000),
	points: z.number().min(0).max(1000)
});
export type RubricCriterion = z.infer<typeof rubricCriterion>;

export const markingItem = z.strictObject({
	item,
	/** Its place among the questions of the exam, from 1. */
	number: z.int().min(1),
	/** Markdown; null: the item has none. */
	rubric: z.string().nullable(),
	criteria: z.array(rubricCriterion).max(60),
	/** Empty: every marker. */
	markers: z.array(id),
	/** May the asker mark it? */
	mine: z.boolean(),
	/** Answers with two marks that differ too much: as many as the asker may decide. */
	toDecide: z.int().min(0),
	progress: markingProgress
});
export const markingOverview = z.strictObject({
	sitting: id,
	exam: id,
	form: id,
	title: z.string(),
	/** Of settings and assignments. */
	revision: z.int(),
	state: z.enum(['open', 'closed']),
	/** null: never closed. From then on names are known. */
	closedAt: unixMs.nullable(),
	/** Names are withheld from markers now. */
	namesHidden: z.boolean(),
	settings: markingSettings,
	scripts: z.int(),
	/** Items that a person has to mark somewhere, in the form's order. */
	items: z.array(markingItem),
	progress: markingProgress,
	markers: z.array(z.strictObject({ id, name: z.string(), owner: z.boolean() })),
	/** decide: on held work. */
	may: z.strictObject({ manage: z.boolean(), moderate: z.boolean(), decide: z.boolean() }),
	/** Attempts that wait for a decision. */
	held: z.int(),
	/** Students can still begin or go on. */
	writing: z.boolean()
});
export type MarkingOverview = z.infer<typeof markingOverview>;

export const closeMarking = z.strictObject({
	/** Close although answers wait or have to be moderated: they stay without points. */
	leaveWaiting: z.boolean()
});
export const reopenMarking = z.strictObject({ because });

export const criterionScore = z.strictObject({ criterion: itemId, points: markPoints });

/** Coordinates are shares of the picture's width and height. */
const at = z.number().min(0).max(1);
export const annotation = z.discriminatedUnion('kind', [
	z.strictObject({
		kind: z.literal('stroke'),
		/** The file it lies on; absent: the answer itself. */
		file: hash.optional(),
		page: z.int().min(0).max(500).optional(),
		colour: z.enum(['red', 'blue', 'green', 'black']),
		width: z.number().min(0.0005).max(0.1),
		/** x, y, x, y … */
		points: z.array(at).min(2).max(4_000)
	}),
	z.strictObject({
		kind: z.literal('note'),
		file: hash.optional(),
		page: z.int().min(0).max(500).optional(),
		x: at,
		y: at,
		text: z.string().min(1).max(1_000)
	})
]);
export type Annotation = z.infer<typeof annotation>;
export const mostAnnotations = 300;
/** Of all strokes together. */
export const mostStrokeNumbers = 60_000;
export const strokeNumbers = (all: readonly Annotation[]): number =>
	all.reduce((sum, one) => sum + (one.kind === 'stroke' ? one.points.length : 0), 0);
export const annotations = z
	.array(annotation)
	.max(mostAnnotations)
	.refine((all) => strokeNumbers(all) <= mostStrokeNumbers);

export const markContent = z.strictObject({
	/** null: not yet. `done` needs them. */
	points: markPoints.nullable(),
	comment,
	scores: z.array(criterionScore).max(60),
	annotations,
	/** A mark that is not done is a draft of one's own, and counts for nothing. */
	done: z.boolean()
});
export type MarkContent = z.infer<typeof markContent>;

export const markSave = z.strictObject({
	/** Made by the client, a new one for each save: the same again acts once and is answered as before. */
	save: id,
	script: id,
	item: itemId,
	/** Decide where two differ, or take the place of what was marked. */
	as: z.enum(['marker', 'moderator']),
	/** Of one's own mark, as last known; 0: none yet. */
	revision: z.int().min(0),
	/** `answered` of the answer that was marked: done, it is refused where that is another by now. */
	answered: z.string().max(64).optional(),
	mark: markContent
});
export type MarkSave = z.infer<typeof markSave>;
/** Several, so that what was marked offline comes in one. Each is taken or refused by itself, in this order. */
export const markSaves = z.strictObject({ saves: z.array(markSave).min(1).max(100) });

export const markRefusal = z.enum([
	/** Another revision is there; it comes along. */
	'stale',
	/** The marking is closed. */
	'closed',
	/** As many have marked it as should. */
	'enough_marks',
	/** Both marks are there, and are not changed any more. */
	'both_done',
	/** Nothing here is to be moderated, or not by who marked it. */
	'not_to_moderate',
	'not_assigned',
	'no_such_answer',
	/** The student changed it since it was looked at. */
	'answer_changed',
	/** Above the item's maximum, not a multiple of the step, or missing where it is said to be done. */
	'points_refused',
	/** A criterion that there is not, or above its points. */
	'scores_refused'
]);
export const ownMark = markContent.extend({ revision: z.int(), savedAt: unixMs });
export type OwnMark = z.infer<typeof ownMark>;
export const markOutcomes = z.strictObject({
	outcomes: z.array(
		z.strictObject({
			save: id,
			/** null: taken. */
			refused: markRefusal.nullable(),
			/** Of the answer now. */
			state: answerState.nullable(),
			/** One's own mark as it is now; null: none. */
			mine: ownMark.nullable()
		})
	)
});
export type MarkOutcomes = z.infer<typeof markOutcomes>;

export const answersQuery = z.strictObject({
	/** By item over all scripts … */
	item: itemId.optional(),
	/** … or all of one script. */
	script: id.optional(),
	state: answerState.optional(),
	/** Only what the asker can still mark or moderate. */
	forMe: z.enum(['true']).optional(),
	/** A `next` of a page before. */
	after: z.string().max(200).optional(),
	limit: z.coerce.number().int().min(1).max(200).optional()
});
export const markedFileQuery = z.strictObject({ script: id });
export const othersMark = z.strictObject({
	/** First, second, or who decided. */
	as: z.enum(['first', 'second', 'moderator']),
	/** The asker's own, as one of the markers. */
	yours: z.boolean(),
	/** null while names of markers do not matter to the asker: markers do not see who the other is. */
	marker: z.string().nullable(),
	points: z.number(),
	comment,
	scores: z.array(criterionScore),
	annotations,
	savedAt: unixMs
});
export const answer = z.strictObject({
	script: id,
	/** Short, the same through the whole marking. */
	alias: z.string(),
	/** null: withheld. */
	studentName: z.string().nullable(),
	/** null: withheld, as it would lead to the name. */
	attempt: id.nullable(),
	item: itemId,
	maximum: z.number(),
	state: answerState,
	/** Two should mark it. */
	second: z.boolean(),
	/** null: never answered. */
	response: responseValue.nullable(),
	/** A calculated item: the numbers this student had. */
	numbers: z.array(z.strictObject({ name: z.string(), value: z.number() })),
	/** What would have been right, of an answer with a key that could not be read without a person; absent: there is no key. */
	right: responseValue.optional(),
	mine: ownMark.nullable(),
	/** The student changed it after the asker had marked it: `mine` is that former mark, and counts no more until it is given anew. */
	changed: z.boolean(),
	/** Names the response as it is now; it comes back with the mark. */
	answered: z.string(),
	/** Marks of others: only once as many have marked it as should. */
	others: z.array(othersMark),
	/** Settled points. null: not yet. */
	points: z.number().nullable(),
	/** What the asker can do with it now. */
	can: z.enum(['mark', 'moderate', 'nothing'])
});
export type Answer = z.infer<typeof answer>;
export const answerPage = z.strictObject({
	answers: z.array(answer),
	next: z.string().nullable()
});
