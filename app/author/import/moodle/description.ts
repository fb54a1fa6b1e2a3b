import type { Made, MoodleQuestion } from './question.ts';

export const readDescription = (question: MoodleQuestion): Made => ({
	item: { ...question.base(), type: 'description', points: 0 },
	solution: null
});
