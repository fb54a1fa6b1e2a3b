import type { SolutionOf } from '#sync/schema/solution.ts';
import { LeftOutError } from '../report.ts';
import { sourceOf, type Made, type MoodleQuestion } from './question.ts';

type Credit = SolutionOf<'ordering'>['credit'];

/** By name as exports write them, and by the number older ones have; `near`: marked a little otherwise there. */
const gradings: Record<string, { credit: Credit; near?: true }> = {
	ALL_OR_NOTHING: { credit: 'all' },
	ABSOLUTE_POSITION: { credit: 'position' },
	RELATIVE_NEXT_EXCLUDE_LAST: { credit: 'next' },
	RELATIVE_NEXT_INCLUDE_LAST: { credit: 'next', near: true },
	RELATIVE_ONE_PREVIOUS_AND_NEXT: { credit: 'next', near: true },
	RELATIVE_ALL_PREVIOUS_AND_NEXT: { credit: 'longest', near: true },
	LONGEST_ORDERED_SUBSET: { credit: 'longest' },
	LONGEST_CONTIGUOUS_SUBSET: { credit: 'longest', near: true },
	RELATIVE_TO_CORRECT: { credit: 'position', near: true }
};
const names = Object.keys(gradings);

export function readOrdering(question: MoodleQuestion): Made {
	const base = question.base();
	const answers = question
		.all('answer')
		.map((answer) => ({
			place: Number(answer.attributes['fraction'] ?? 0),
			text: question.markdown(answer),
			isEmpty: sourceOf(answer).trim() === ''
		}))
		.filter(({ isEmpty }) => !isEmpty)
		.sort((a, b) => a.place - b.place);
	if (answers.length < 2) throw new LeftOutError('too_few_options');
	const written = question.field('gradingtype') || 'ABSOLUTE_POSITION';
	const name = /^-?\d+$/.test(written) ? (names[Number(written) + 1] ?? '') : written;
	const grading = gradings[name];
	if (!grading) throw new LeftOutError('marks_invalid', `gradingtype ${written.slice(0, 40)}`);
	if (grading.near) question.note({ code: 'marks_guessed', detail: name });
	const select = question.field('selecttype');
	const count = Number(question.field('selectcount'));
	if (!['', 'ALL', '0'].includes(select) && count > 0 && count < answers.length)
		question.note({ code: 'type_approximated', detail: `selectcount ${count}` });
	const options = answers.map(({ text }, at) => ({ id: `option-${at + 1}`, text }));
	return {
		item: { ...base, type: 'ordering', options, shuffle: true },
		solution: {
			type: 'ordering',
			item: base.id,
			correct: options.map(({ id }) => id),
			credit: grading.credit
		}
	};
}
