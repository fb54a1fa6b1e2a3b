import { expect, test } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { mounted } from '#app/testing/mounted.ts';
import type { AuthoredItem } from '#sync/schema/authored-item.ts';
import type { ItemType } from '#sync/schema/item.ts';
import { authored } from '#sync/testing/every-item.ts';
import FeedbackForm from './FeedbackForm.svelte';
import type { ItemDesk } from './item-desk.ts';
import { setText } from './steps.ts';

/** A desk of one item that nobody else writes in. */
function show(type: ItemType, feedback: AuthoredItem['feedback'] = null) {
	let now = $state.raw<AuthoredItem>({ ...authored(type), feedback });
	const desk: ItemDesk = {
		get authored() {
			return now;
		},
		language: 'en',
		problems: [],
		change: (step) => (now = step(now)),
		follow: (step) => (now = step(now)),
		write: (place, text) => (now = setText(place, text)(now)),
		shared: () => null,
		keep: async () => ''
	};
	mounted(FeedbackForm, { desk });
	document.querySelector('details')?.setAttribute('open', '');
	return { said: () => now.feedback };
}

test('words for one typed answer are written, and those for any other come last', async () => {
	const { said } = show('short_text');
	await userEvent.click(page.getByRole('button', { name: 'Respond to an answer' }));
	await userEvent.click(page.getByRole('button', { name: 'Respond to all others' }));
	const first = page.getByRole('group', { name: 'Response 1' });
	await userEvent.fill(first.getByLabelText('When a student answers'), 'O*');
	await userEvent.type(first.getByLabelText('Say this'), 'Further north.');
	await userEvent.click(first.getByRole('checkbox', { name: 'A star stands for any letters' }));
	const rest = page.getByRole('group', { name: 'Response 2' });
	await userEvent.type(rest.getByLabelText('Say this'), 'Look at a map.');
	expect(said()?.typed).toMatchObject([
		{ input: 'text', answer: 'O*', wildcards: true, text: 'Further north.' },
		{ input: 'other', text: 'Look at a map.' }
	]);
	expect(page.getByRole('button', { name: 'Respond to all others' }).query()).toBeNull();
	await userEvent.click(page.getByRole('button', { name: 'Remove Response 1' }));
	expect(said()?.typed).toHaveLength(1);
});

test('each gap that is typed into has a list of its own, numbers with what they may differ by', async () => {
	const { said } = show('gap_text');
	expect(page.getByRole('group', { name: /^To single answers in/ }).elements()).toHaveLength(2);
	await userEvent.click(page.getByRole('button', { name: 'Respond to an answer in Gap 2' }));
	const one = page.getByRole('group', { name: 'Gap 2, response 1' });
	await userEvent.fill(one.getByLabelText('When a student answers'), '2.5');
	await userEvent.type(one.getByLabelText('Say this'), 'In pounds?');
	expect(said()?.typed).toMatchObject([
		{ gap: 'n', input: 'number', value: 2.5, text: 'In pounds?' }
	]);
});

test('a formula stands in a line of its own, from left to right, with what a number may differ by', async () => {
	const { said } = show('calculated');
	await userEvent.click(page.getByRole('button', { name: 'Respond to an answer' }));
	const one = page.getByRole('group', { name: 'Response 1' });
	const line = one.getByLabelText('When a student answers the result of');
	await userEvent.fill(line, 'a + b');
	expect(line.element().getAttribute('dir')).toBe('ltr');
	await userEvent.fill(one.getByLabelText('May be off by', { exact: true }), '0.5');
	expect(said()?.typed).toMatchObject([
		{ input: 'formula', formula: 'a + b', tolerance: { kind: 'relative', amount: 0.005 } }
	]);
});

test('what is said to an option stands in its field, and stays as it is written on', async () => {
	const { said } = show('single_choice', {
		item: 'single',
		parts: [{ id: 'a', text: 'Nearly' }]
	});
	const field = page.getByLabelText('If “Option a” is chosen');
	await expect.element(field).toHaveValue('Nearly');
	await userEvent.type(field, ' so.');
	await expect.element(field).toHaveValue('Nearly so.');
	expect(said()?.parts).toEqual([{ id: 'a', text: 'Nearly so.' }]);
});
