import { expect, test } from 'vitest';
import { page } from 'vitest/browser';
import { mounted } from '#app/testing/mounted.ts';
import type { ExportedItem } from '../export/report.ts';
import ExportReport from './ExportReport.svelte';

const items: ExportedItem[] = [
	{ name: 'Sea', begins: 'What is the sea?', outcome: 'changed', losses: ['difficulty_lost'] },
	{ name: 'Land', begins: 'What is land?', outcome: 'whole' },
	{ name: 'Places', begins: 'Where?', outcome: 'left_out', reason: 'type_unsupported' }
];

test('every loss opens to the questions it is about, and they lead to their pages', async () => {
	let left = 0;
	mounted(ExportReport, {
		items,
		placeOf: (number: number) => (number === 1 ? `#question-${number}` : null),
		onleave: () => void left++
	});
	await expect.element(page.getByText('1 of 3 keep everything.')).toBeVisible();
	const link = page.getByRole('link', { name: 'Sea What is the sea?' });
	expect(link.query()).toBeNull();
	await page.getByText(/The difficulty is lost/).click();
	await expect.element(link).toHaveAttribute('href', '#question-1');
	const element = link.element();
	const stays = (event: Event) => event.preventDefault();
	element.addEventListener('click', stays);
	for (const held of ['ctrlKey', 'metaKey', 'shiftKey', 'altKey'])
		element.dispatchEvent(
			new MouseEvent('click', { bubbles: true, cancelable: true, [held]: true })
		);
	element.removeEventListener('click', stays);
	expect(left).toBe(0);
	await link.click();
	expect(left).toBe(1);
	await page.getByText(/The format has no such type/).click();
	await expect.element(page.getByText('Where?')).toBeVisible();
	expect(page.getByRole('link').elements()).toHaveLength(1);
	expect(page.getByText('Land').query()).toBeNull();
});
