import { expect, test } from 'vitest';
import { page } from 'vitest/browser';
import { mountedWithToasts } from '#app/testing/mounted.ts';
import { MOST_FIRST_ITEMS } from '#sync/schema/teaching.ts';
import type { ExamApi } from '../exam-api.ts';
import MakeExam from './MakeExam.svelte';

function show(items: readonly string[], proposed?: string) {
	const created: unknown[] = [];
	const made: string[] = [];
	const api = {
		create: async (body: unknown) => {
			created.push(body);
			return { id: 'new-exam' };
		}
	};
	const props = {
		api: api as unknown as ExamApi,
		items,
		...(proposed !== undefined && { proposed }),
		onmade: (exam: string) => void made.push(exam)
	};
	mountedWithToasts(MakeExam, props);
	return { created, made };
}
const begin = () => page.getByRole('button', { name: 'Make an exam of these' }).click();
const dialog = () => page.getByRole('dialog', { name: 'Make an exam of these' });

test('the questions that were chosen become an exam, in their order, once it has a title', async () => {
	const { created, made } = show(['c', 'a', 'b']);
	await begin();
	await expect
		.element(dialog().getByText(/the 3 questions you chose, in their order/))
		.toBeVisible();
	await dialog().getByRole('button', { name: 'Create exam' }).click();
	await expect.element(dialog().getByText('Enter a title.')).toBeVisible();
	expect(created).toEqual([]);
	await dialog().getByRole('textbox', { name: 'Title' }).fill(' Algebra ');
	await dialog().getByRole('button', { name: 'Create exam' }).click();
	await expect.poll(() => made).toEqual(['new-exam']);
	expect(created).toEqual([{ title: 'Algebra', language: 'en', items: ['c', 'a', 'b'] }]);
});

test('the title that a file brought stands there, and can be another', async () => {
	const { created } = show(['a'], 'Spring');
	await begin();
	const title = dialog().getByRole('textbox', { name: 'Title' });
	await expect.element(title).toHaveValue('Spring');
	await title.fill('Summer');
	await dialog().getByRole('button', { name: 'Cancel' }).click();
	await begin();
	await expect.element(title).toHaveValue('Spring');
	await title.fill('Autumn');
	await dialog().getByRole('button', { name: 'Create exam' }).click();
	await expect.poll(() => created).toEqual([{ title: 'Autumn', language: 'en', items: ['a'] }]);
});

test('more than an exam begins with are refused before anything is asked', async () => {
	show(Array.from({ length: MOST_FIRST_ITEMS + 1 }, (_, n) => `q${n}`));
	await begin();
	await expect
		.element(page.getByText(/begins with 500 questions at most; you chose 501/))
		.toBeVisible();
	expect(dialog().query()).toBeNull();
});
