import { childOf } from '../xml.ts';
import { shareOf } from './grades.ts';
import { sourceOf, type Made, type MoodleQuestion } from './question.ts';
import { typedText } from './typed-text.ts';

export const readShortAnswer = (question: MoodleQuestion): Made =>
	typedText(
		question.base(),
		question.all('answer').map((answer) => ({
			text: sourceOf(answer).trim(),
			share: shareOf(answer),
			said: question.markdown(childOf(answer, 'feedback'))
		})),
		{ caseSensitive: question.flag('usecase'), note: question.note }
	);
