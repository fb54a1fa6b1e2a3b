/**
 * Feedback that hangs on typed answers: they have no id. Where "right", "partly right" or "wrong" says the same it stands there; what is
 * said to one of several stands there too, under the answer it is said to.
 */
import type { Feedback } from '#sync/schema/solution.ts';
import { saidToEach } from '../marks/said-to.ts';
import { isFull } from './grades.ts';
import type { Note } from './question.ts';

export type SaidAnswer = {
	/** As it would be typed. */
	name: string;
	share: number;
	said: string;
	/** Answers to whatever was typed. */
	isAny: boolean;
};

export function saidOf(answers: readonly SaidAnswer[], note: Note): Omit<Feedback, 'item'> {
	const right = answers.filter(({ share }) => isFull(share));
	const partly = answers.filter(({ share }) => share > 0 && !isFull(share));
	const wrong = answers.filter(({ share }) => share <= 0);
	const correct = together(right, note);
	const partlyCorrect = together(partly, note);
	// What is said to one wrong answer is not true of the next.
	const any = wrong.find(({ isAny }) => isAny)?.said ?? '';
	const ones = saidToEach(
		wrong.filter(({ isAny, said }) => !isAny && said !== any),
		note
	);
	const said = [any, ones].filter((text) => text !== '').join('\n\n');
	return {
		...(correct === '' ? {} : { correct }),
		...(partlyCorrect === '' ? {} : { partlyCorrect }),
		...(said === '' ? {} : { wrong: said })
	};
}

function together(answers: readonly SaidAnswer[], note: Note): string {
	const first = answers[0]?.said ?? '';
	return answers.every(({ said }) => said === first) ? first : saidToEach(answers, note);
}
