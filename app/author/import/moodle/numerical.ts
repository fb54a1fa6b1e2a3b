import { LeftOutError } from '../report.ts';
import { childOf, textOf } from '../xml.ts';
import { shareOf } from './grades.ts';
import { sourceOf, type Made, type MoodleQuestion } from './question.ts';
import { readDecimal } from './read-decimal.ts';
import { exactly, typedNumber } from './typed-number.ts';
import { readUnits } from './units.ts';

export const readNumerical = (question: MoodleQuestion): Made =>
	typedNumber(
		question.base(),
		question.all('answer').map((answer) => {
			const written = sourceOf(answer).trim();
			const value = written === '*' ? null : readDecimal(written);
			if (value === null && written !== '*')
				throw new LeftOutError('malformed', `answer: ${written.slice(0, 80)}`);
			return {
				value,
				tolerance: exactly(readDecimal(textOf(childOf(answer, 'tolerance'))) ?? 0),
				share: shareOf(answer),
				said: question.markdown(childOf(answer, 'feedback'))
			};
		}),
		{ units: readUnits(question), note: question.note }
	);
