/** Choices, numbers and texts, answered with the keyboard alone. */
import axe from 'axe-core';
import { afterEach, expect, test } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import type { Item } from '#sync/schema/item.ts';
import type { ResponseValue } from '#sync/schema/response.ts';
import { showItem } from './show-item.svelte.ts';

let end: () => unknown = () => undefined;
afterEach(async () => {
	await end();
	document.body.replaceChildren();
});

const base = { id: 'item', prompt: 'A **question** with $x^2$', points: 1 };
const options = ['a', 'b', 'c'].map((id) => ({ id, text: `Option ${id}` }));

function show(item: Item, value?: ResponseValue) {
	const shown = showItem(item, { value, order: { item: ['b', 'a', 'c'] } });
	({ end } = shown);
	return shown;
}

const label = () =>
	(document.activeElement as HTMLInputElement | null)?.labels?.[0]?.textContent.trim();

test('its heading says which question it is', () => {
	show({ ...base, type: 'true_false' });
	expect(document.querySelector('h1')?.textContent).toBe('Question 3 of 20');
});

test('single choice: Tab goes in, arrows choose in the student’s order, and it can be taken back', async () => {
	const { said } = show({ ...base, type: 'single_choice', options, shuffle: true });
	await userEvent.keyboard('{Tab} ');
	expect(label()).toBe('Option b');
	await userEvent.keyboard('{ArrowDown}{ArrowDown}{ArrowUp}');
	expect(said.map((value) => value.type === 'single_choice' && value.choice)).toEqual([
		'b',
		'a',
		'c',
		'a'
	]);
	await userEvent.keyboard('{Tab}{Enter}');
	expect(said.at(-1)).toEqual({ type: 'single_choice', choice: null });
});

test('multiple choice: Space turns each on and off, and the value keeps one order', async () => {
	const { said } = show({ ...base, type: 'multiple_choice', options, shuffle: true });
	await userEvent.keyboard('{Tab}{Tab}{Tab} ');
	expect(said.at(-1)).toEqual({ type: 'multiple_choice', choices: ['c'] });
	await userEvent.keyboard('{Shift>}{Tab}{/Shift}{Shift>}{Tab}{/Shift} ');
	expect(said.at(-1)).toEqual({ type: 'multiple_choice', choices: ['b', 'c'] });
	await userEvent.keyboard(' ');
	expect(said.at(-1)).toEqual({ type: 'multiple_choice', choices: ['c'] });
});

test('true or false: one key each', async () => {
	const { said } = show({ ...base, type: 'true_false' });
	await userEvent.keyboard('{Tab} {ArrowDown}');
	expect(said).toEqual([
		{ type: 'true_false', value: true },
		{ type: 'true_false', value: false }
	]);
});

test('numeric: as typed, with a hint only once the field is left', async () => {
	const { said, left } = show({ ...base, type: 'numeric', unit: 'mm' });
	await userEvent.keyboard('{Tab}3,5 1');
	expect(label()).toBe('Your answer');
	expect(said.at(-1)).toEqual({ type: 'numeric', text: '3,5 1' });
	expect(document.querySelector('[aria-invalid]')).toBeNull();
	await userEvent.keyboard('{Tab}');
	expect(left()).toBe(1);
	const field = document.querySelector('input');
	expect(field?.getAttribute('aria-invalid')).toBe('true');
	expect(document.getElementById(field?.getAttribute('aria-describedby') ?? '')).toBeDefined();
	await userEvent.keyboard('{Shift>}{Tab}{/Shift}{End}{Backspace}{Backspace}{Tab}');
	expect(said.at(-1)).toEqual({ type: 'numeric', text: '3,5' });
	expect(document.querySelector('[aria-invalid]')).toBeNull();
});

test('numeric: with another unit it says when that counts, and what was there before is spoken of at once', async () => {
	show({ ...base, type: 'numeric', unit: 'mm' }, { type: 'numeric', text: '3,5 cm' });
	const described = () =>
		(document.querySelector('input')?.getAttribute('aria-describedby') ?? '')
			.split(' ')
			.map((id) => document.getElementById(id)?.textContent)
			.join(' ');
	expect(described()).toContain('The unit “cm” counts if the question allows it');
	expect(document.querySelector('[aria-invalid]')).toBeNull();
	await userEvent.keyboard('{Tab}{End} or 4');
	expect(described()).not.toContain('counts');
	await userEvent.keyboard('{Tab}');
	expect(described()).toContain('does not read as a number');
});

test('short text: no more than fits', async () => {
	const { said } = show({ ...base, type: 'short_text', maxLength: 4 });
	await userEvent.keyboard('{Tab}carbon');
	expect(said.at(-1)).toEqual({ type: 'short_text', text: 'carb' });
});

test('essay: Enter makes a line, and the words are counted', async () => {
	const { said } = show({ ...base, type: 'essay', minWords: 2, maxWords: 50 });
	await userEvent.keyboard('{Tab}Two words{Enter}and three more');
	expect(said.at(-1)).toEqual({ type: 'essay', text: 'Two words\nand three more' });
	await expect.poll(() => document.body.textContent).toContain('Words: 5 (asked for: 2 to 50)');
});

test('what was answered before is there', () => {
	show({ ...base, type: 'essay' }, { type: 'essay', text: 'Kept' });
	expect(document.querySelector('textarea')?.value).toBe('Kept');
});

test('a table in an option is a table, its words are the name of the choice, and axe finds nothing', async () => {
	const table = '| x | y |\n|---|---|\n| 1 | 2 |';
	const item: Item = {
		...base,
		type: 'single_choice',
		options: [{ id: 'a', text: table }, ...options.slice(1)],
		shuffle: false
	};
	const { said } = show(item);
	expect(document.querySelectorAll('.choice table td')).toHaveLength(2);
	expect(document.querySelector('.choices')?.textContent).not.toContain('|');
	await userEvent.click(page.getByRole('radio', { name: /x\s*y\s*1\s*2/ }));
	expect(said).toMatchObject([{ type: 'single_choice', choice: 'a' }]);
	const { violations } = await axe.run('.choices');
	expect(violations.map(({ id }) => id)).toEqual([]);
});
