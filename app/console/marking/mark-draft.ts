/** A mark while it is being made, and what it comes to. */
import type { Answer, MarkContent, OwnMark, RubricCriterion } from '#sync/schema/marking.ts';
import { pointsProblem, pointsText, readPoints, type PointsProblem } from './points-entry.ts';

export interface MarkDraft {
	/** As typed. */
	points: string;
	comment: string;
	/** By criterion, as typed; a criterion not looked at yet is left out. */
	scores: Readonly<Record<string, string>>;
	annotations: MarkContent['annotations'];
}

export const emptyDraft: MarkDraft = { points: '', comment: '', scores: {}, annotations: [] };

export function draftOf(mark: MarkContent | OwnMark | null): MarkDraft {
	if (mark === null) return emptyDraft;
	return {
		points: pointsText(mark.points),
		comment: mark.comment,
		scores: Object.fromEntries(
			mark.scores.map(({ criterion, points }) => [criterion, pointsText(points)])
		),
		annotations: mark.annotations
	};
}

/** As in the schema. */
const MOST_COMMENT = 10_000;

/** What a decision begins with: what the markers wrote to the student is not lost with their points. */
export const decisionFrom = ({ others }: Pick<Answer, 'others'>): MarkDraft => ({
	...emptyDraft,
	comment: [...new Set(others.map(({ comment }) => comment.trim()).filter(Boolean))]
		.join('\n\n')
		.slice(0, MOST_COMMENT)
});

/** What the criteria add up to; null: none of them has points yet. */
export function sumOf(
	scores: MarkDraft['scores'],
	criteria: readonly RubricCriterion[],
	maximum: number
): number | null {
	const sum = addedUp(scores, criteria);
	return sum === null ? null : Math.min(maximum, sum);
}

/** The same, and more than the question has where they give more. */
export function addedUp(
	scores: MarkDraft['scores'],
	criteria: readonly RubricCriterion[]
): number | null {
	const given = criteria.flatMap(({ id }) => readPoints(scores[id] ?? '') ?? []);
	if (given.length === 0) return null;
	return Math.round(given.reduce((all, one) => all + one, 0) * 100) / 100;
}

/** What keeps the points of criteria from being taken, by criterion. One without points is none: not all have to be used. */
export const scoreProblems = (
	scores: MarkDraft['scores'],
	criteria: readonly RubricCriterion[]
): ReadonlyMap<string, PointsProblem> =>
	new Map(
		criteria.flatMap(({ id, points }) => {
			const text = scores[id]?.trim() ?? '';
			const wrong = text === '' ? null : pointsProblem(text, points);
			return wrong === null ? [] : [[id, wrong]];
		})
	);

export const tooMany = (
	problems: ReadonlyMap<string, PointsProblem>
): ReadonlyMap<string, PointsProblem> =>
	new Map([...problems].filter(([, problem]) => problem === 'too_many'));

/** Points follow the criteria as these are given. */
export function withScore(
	draft: MarkDraft,
	criterion: string,
	text: string,
	criteria: readonly RubricCriterion[],
	maximum: number
): MarkDraft {
	const scores = { ...draft.scores, [criterion]: text };
	const sum = sumOf(scores, criteria, maximum);
	return { ...draft, scores, points: sum === null ? draft.points : pointsText(sum) };
}

/** As it is sent. What is no number yet is not. */
export function contentOf(draft: MarkDraft, done: boolean): MarkContent {
	return {
		points: readPoints(draft.points),
		comment: draft.comment.trim(),
		scores: Object.entries(draft.scores).flatMap(([criterion, text]) => {
			const points = readPoints(text);
			return points === null ? [] : [{ criterion, points }];
		}),
		annotations: draft.annotations,
		done
	};
}

/** What somebody else may have marked, beside one's own. */
export const settledBy = (answer: Answer): number | null =>
	answer.points ?? (answer.mine?.done ? answer.mine.points : null);
