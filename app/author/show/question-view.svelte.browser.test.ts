import { expect, test } from 'vitest';
import { page } from 'vitest/browser';
import { mounted } from '#app/testing/mounted.ts';
import type { ItemOf } from '#sync/schema/item.ts';
import MatchView from './MatchView.svelte';

const ROME = 'data:image/svg+xml,<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>';
const item: ItemOf<'matching'> = {
	id: 'pairs',
	type: 'matching',
	prompt: 'Which is whose capital?',
	points: 2,
	rows: [
		{ id: 'fr', text: 'France' },
		{ id: 'it', text: 'Italy' }
	],
	options: [
		{ id: 'p', text: 'Paris' },
		{ id: 'r', text: 'Rome' }
	],
	shuffle: true,
	reuse: false,
	several: false
};

test('matching is shown as students have it: a list to choose from beside each row', async () => {
	mounted(MatchView, { item, media: () => undefined, lang: 'en' });
	const list = page.getByRole('combobox', { name: 'Italy' });
	await expect.element(list).toBeVisible();
	await list.selectOptions('Rome');
	await expect.element(page.getByText(/Each can be used once/)).toBeVisible();
});

test('options with formulas and pictures are chosen from as students have them, drawn and not as letters', async () => {
	const drawn = {
		...item,
		options: [
			{ id: 'h', text: '$\\frac{1}{2}$' },
			{ id: 'p', text: `A map ![of Rome](media:${'ab'.repeat(32)})` }
		]
	};
	mounted(MatchView, { item: drawn, media: () => ROME, lang: null });
	expect(page.getByRole('combobox').elements()).toHaveLength(0);
	await page.getByRole('button', { name: /^Italy/ }).click();
	const sheet = page.getByRole('dialog', { name: 'Italy' });
	await expect
		.poll(() => sheet.element().querySelectorAll('math').length, { timeout: 10_000 })
		.toBe(1);
	await expect.element(sheet.getByRole('img', { name: 'of Rome' })).toBeInTheDocument();
	await sheet.getByRole('button', { name: /^A map/ }).click();
	const picture = () =>
		page
			.getByRole('button', { name: /^Italy/ })
			.element()
			.querySelector('img');
	await expect.poll(() => picture()?.alt).toBe('of Rome');
});
