import { expect, test } from 'vitest';
import { page } from 'vitest/browser';
import { mounted } from '#app/testing/mounted.ts';
import type { BankItem, BankSummary } from '#sync/schema/bank.ts';
import type { DraftItem } from '#sync/schema/draft.ts';
import { authored } from '#sync/testing/every-item.ts';
import type { BankApi, BankQuery } from '../bank-api.ts';
import AddItemsDialog from './AddItemsDialog.svelte';

const A_PAGE = 2;
const names = ['Alpha', 'Beta', 'Gamma', 'Delta', 'Epsilon'];

/** A bank of five, two on a page; `total`: what it says it found. */
function show(total = names.length) {
	const added: DraftItem[][] = [];
	const summary = (name: string) =>
		({
			id: name,
			name,
			excerpt: `${name}?`,
			type: 'essay',
			points: 1,
			language: null
		}) as BankSummary;
	const bank = {
		facets: async () => ({ categories: [], tags: [], languages: [] }),
		items: async ({ after }: BankQuery) => {
			const from = Number(after ?? 0);
			const next = from + A_PAGE < names.length ? String(from + A_PAGE) : null;
			return { items: names.slice(from, from + A_PAGE).map(summary), next, total };
		},
		item: async (id: string) =>
			({ id, version: 1, authored: { ...authored('essay'), name: id } }) as BankItem
	};
	mounted(AddItemsDialog, {
		open: true,
		bank: bank as unknown as BankApi,
		onclose: () => undefined,
		onadd: (items: DraftItem[]) => void added.push(items)
	});
	return added;
}
const button = (name: string | RegExp) => page.getByRole('button', { name });

test('all that are found are selected, also those that nobody has looked at yet, and added in the order of the list', async () => {
	const added = show();
	await expect.element(page.getByRole('checkbox', { name: 'Beta' })).toBeVisible();
	expect(page.getByRole('checkbox', { name: 'Gamma' }).query()).toBeNull();
	await button('Select all that are found (5)').click();
	await expect.element(page.getByRole('checkbox', { name: 'Alpha' })).toBeChecked();
	await button('Add chosen (5)').click();
	await expect.poll(() => added[0]?.map(({ name }) => name)).toEqual(names);
	expect(added[0]?.map(({ bank }) => bank?.item)).toEqual(names);
});

test('one that is taken out again is not added', async () => {
	const added = show();
	await button('Select all that are found (5)').click();
	await page.getByRole('checkbox', { name: 'Beta' }).click();
	await button('Add chosen (4)').click();
	await expect.poll(() => added[0]?.length).toBe(4);
	expect(added[0]?.map(({ name }) => name)).not.toContain('Beta');
});

test('where more are found than an exam can have, all of them cannot be selected', async () => {
	show(501);
	await expect.element(page.getByRole('checkbox', { name: 'Beta' })).toBeVisible();
	expect(button(/^Select all/).query()).toBeNull();
});
