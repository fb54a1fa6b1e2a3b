/** A small form with one item of each type. */
import { formHash } from '../form-cipher.ts';
import type { Form } from '../schema/form.ts';
import { uuid } from './fixture.ts';

const options = ['a', 'b', 'c', 'd'].map((id) => ({ id, text: `Option ${id}` }));

export const testForm: Form = {
	version: 1,
	id: uuid(10),
	exam: uuid(11),
	title: 'Exam',
	language: 'en',
	instructions: 'Answer all.',
	shuffleItems: true,
	items: [
		{ id: 'one', prompt: 'One?', points: 1, type: 'single_choice', options, shuffle: true },
		{ id: 'two', prompt: 'Two?', points: 2, type: 'multiple_choice', options, shuffle: false },
		{ id: 'three', prompt: 'True?', points: 1, type: 'true_false' },
		{ id: 'four', prompt: 'How much?', points: 2, type: 'numeric', unit: 'm' },
		{ id: 'five', prompt: 'Name?', points: 1, type: 'short_text', maxLength: 50 },
		{ id: 'six', prompt: 'Discuss.', points: 5, type: 'essay' }
	],
	media: []
};

export const testFormHash = formHash(testForm);
