import { childOf, textOf } from '../xml.ts';
import { reuseOf } from './drag-reuse.ts';
import { numberedGaps } from './numbered-gaps.ts';
import type { Made, MoodleQuestion } from './question.ts';

export function readDragIntoText(question: MoodleQuestion): Made {
	const boxes = question.all('dragbox').map((element) => ({
		text: question.markdown(element),
		group: textOf(childOf(element, 'group')).trim() || '1',
		isEndless: childOf(element, 'infinite') !== undefined
	}));
	const { base, gaps } = numberedGaps(question, 'blank', boxes.length);
	return {
		item: {
			...base,
			type: 'drag_text',
			blanks: gaps.map(({ id }) => id),
			options: boxes.map(({ text }, at) => ({ id: `option-${at + 1}`, text })),
			reuse: reuseOf(
				boxes,
				gaps.map(({ choice }) => choice),
				question.note
			),
			shuffle: question.flag('shuffleanswers')
		},
		solution: {
			type: 'drag_text',
			item: base.id,
			correct: gaps.map(({ id, choice }) => ({ blank: id, options: [`option-${choice}`] })),
			credit: 'parts'
		}
	};
}
