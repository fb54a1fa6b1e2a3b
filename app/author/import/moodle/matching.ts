import { childOf } from '../xml.ts';
import { pairs } from './pairs.ts';
import { sourceOf, type Made, type MoodleQuestion } from './question.ts';

export const readMatching = (question: MoodleQuestion): Made =>
	pairs(
		question.base(),
		question.all('subquestion').map((row) => {
			const answer = childOf(row, 'answer');
			// Said in a drop-down: words, with tags only where somebody wrote some.
			const source = sourceOf(answer).trim();
			return {
				row: question.markdown(row),
				option: question.toMarkdown(source, /<\/?[a-z][^<>]*>/i.test(source) ? 'html' : 'plain')
			};
		})
	);
