/**
 * Feedback that hangs on typed answers. Where "right", "partly right" and "wrong" say the same it stands there, and beside them what is
 * said to single wrong answers; where these could meet others, all stand in the order in which they are tried.
 */
import type { Feedback } from '#sync/schema/solution.ts';
import { mayMeet, toBeSaid, typedOf, type SaidTo } from '../marks/typed-said.ts';
import { isFull } from './grades.ts';
import type { Note } from './question.ts';

export type SaidAnswer = SaidTo & { share: number };

export function saidOf(answers: readonly SaidAnswer[], note: Note): Omit<Feedback, 'item'> {
	const right = answers.filter(({ share }) => isFull(share));
	const partly = answers.filter(({ share }) => share > 0 && !isFull(share));
	const wrong = answers.filter(({ share }) => share <= 0);
	const any = wrong.find(({ rule }) => rule.input === 'other')?.said ?? '';
	const ones = wrong.filter(({ said }) => said !== any);
	const isApart = ones.every((one) =>
		answers.every(
			(other) => other === one || other.said === one.said || !mayMeet(one.rule, other.rule)
		)
	);
	const [correct = '', partlyCorrect = ''] = [right[0]?.said, partly[0]?.said];
	// What has nothing for partly right would be told it is wrong.
	const isSilent = partly.length > 0 && partlyCorrect === '' && any !== '';
	if (!isOne(right) || !isOne(partly) || !isApart || isSilent)
		return typedOf(toBeSaid(answers), note);
	return {
		...(correct === '' ? {} : { correct }),
		// Where nothing is said for partly right, what is said to the wrong is.
		...(partlyCorrect === '' || partlyCorrect === any ? {} : { partlyCorrect }),
		...(any === '' ? {} : { wrong: any }),
		...typedOf(toBeSaid(ones), note)
	};
}

const isOne = (answers: readonly SaidAnswer[]) =>
	answers.every(({ said }) => said === answers[0]?.said);
