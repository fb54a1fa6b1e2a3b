import { expect, test } from 'vitest';
import { page } from 'vitest/browser';
import { mounted } from '#app/testing/mounted.ts';
import type { ItemOf } from '#sync/schema/item.ts';
import MatchView from './MatchView.svelte';

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
