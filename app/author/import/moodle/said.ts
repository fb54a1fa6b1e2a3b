/** Feedback that hangs on typed answers: they have no id, so it is kept only where "right", "partly right" or "wrong" says the same. */
import type { Feedback } from '#sync/schema/solution.ts';
import { isFull } from './grades.ts';
import type { Note } from './question.ts';

export type SaidAnswer = {
	share: number;
	said: string;
	/** Answers to whatever was typed. */
	isAny: boolean;
};

export function saidOf(answers: readonly SaidAnswer[], note: Note): Omit<Feedback, 'item'> {
	const right = answers.filter(({ share }) => isFull(share));
	const partly = answers.filter(({ share }) => share > 0 && !isFull(share));
	const wrong = answers.filter(({ share }) => share <= 0);
	const correct = alike(right);
	const partlyCorrect = alike(partly);
	// What is said to one wrong answer is not true of the next.
	const wrongOnes = wrong.filter(({ isAny }) => isAny);
	const known = new Set([correct, partlyCorrect, ...wrongOnes.map(({ said }) => said), '']);
	if (answers.some(({ said }) => !known.has(said))) note({ code: 'feedback_dropped' });
	const any = wrongOnes[0]?.said ?? '';
	return {
		...(correct === '' ? {} : { correct }),
		...(partlyCorrect === '' ? {} : { partlyCorrect }),
		...(any === '' ? {} : { wrong: any })
	};
}

const alike = (answers: readonly SaidAnswer[]): string => {
	const first = answers[0]?.said ?? '';
	return answers.every(({ said }) => said === first) ? first : '';
};
