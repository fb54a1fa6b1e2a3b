import { LeftOutError } from '../report.ts';
import { childOf } from '../xml.ts';
import { shareOf } from './grades.ts';
import { sourceOf, type Made, type MoodleQuestion } from './question.ts';

export function readTrueFalse(question: MoodleQuestion): Made {
	const base = question.base();
	const answers = question.all('answer').map((answer) => ({
		word: sourceOf(answer).trim().toLowerCase(),
		share: shareOf(answer),
		said: question.markdown(childOf(answer, 'feedback'))
	}));
	const named = (word: string) => answers.find((answer) => answer.word === word);
	const first = named('true') ?? answers.find(({ word }) => word !== 'false');
	const second = named('false') ?? answers.find((answer) => answer !== first);
	// In the words of another language, the first of the two is what is true.
	if (!named('true') || !named('false'))
		question.note({ code: 'marks_guessed', detail: answers.map(({ word }) => word).join(' / ') });
	const [yes, no] = [first?.share ?? 0, second?.share ?? 0];
	if (yes <= 0 === no <= 0) throw new LeftOutError('no_right_answer');
	const correct = yes > 0;
	const right = (correct ? first : second)?.said ?? '';
	const wrong = (correct ? second : first)?.said ?? '';
	return {
		item: { ...base, type: 'true_false' },
		solution: { type: 'true_false', item: base.id, correct },
		said: {
			...(right === '' ? {} : { correct: right }),
			...(wrong === '' ? {} : { wrong })
		}
	};
}
