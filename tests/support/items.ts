/** Items as an author has them, for tests. */
import type { AuthoredItem } from '#sync/schema/authored-item.ts';

export const trueFalse = (name: string, prompt = `${name}?`): AuthoredItem => ({
	name,
	item: { id: 'item', type: 'true_false', prompt, points: 1 },
	solution: { type: 'true_false', item: 'item', correct: true },
	feedback: null,
	category: [],
	tags: [],
	difficulty: null,
	language: null
});
