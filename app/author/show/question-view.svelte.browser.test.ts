import { expect, test } from 'vitest';
import { page } from 'vitest/browser';
import { mounted } from '#app/testing/mounted.ts';
import type { ItemOf } from '#sync/schema/item.ts';
import { flushSync, mount, unmount } from 'svelte';
import type { AuthoredItem } from '#sync/schema/authored-item.ts';
import MatchView from './MatchView.svelte';
import QuestionView from './QuestionView.svelte';

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

test('beside a key that is much taller the parts of a question stay together', async () => {
	const authored = {
		item,
		solution: null,
		feedback: null,
		name: 'Capitals',
		tags: [],
		language: 'en'
	} as unknown as AuthoredItem;
	const beside = document.createElement('div');
	beside.style.cssText = 'display: grid; block-size: 3000px';
	document.body.append(beside);
	const shown = mount(QuestionView, {
		target: beside,
		props: { authored, media: () => undefined }
	});
	flushSync();
	const top = (text: string) => {
		const { y } = page.getByText(text, { exact: false }).element().getBoundingClientRect();
		return y;
	};
	const apart = top('Italy') - top('Which is whose capital?');
	await unmount(shown);
	beside.remove();
	expect(apart).toBeLessThan(600);
});
