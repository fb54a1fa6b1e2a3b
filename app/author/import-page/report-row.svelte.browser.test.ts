import { expect, test } from 'vitest';
import { page } from 'vitest/browser';
import { mounted } from '#app/testing/mounted.ts';
import { authored } from '#sync/testing/every-item.ts';
import type { ImportedItem } from '../import/report.ts';
import ReportRow from './ReportRow.svelte';

const show = (item: ImportedItem) =>
	mounted(ReportRow, {
		...{ item, media: () => undefined, taken: true, disabled: false, ontake: () => {} }
	});

test('a single choice with two right answers is taken, and says that only one can be chosen', async () => {
	const one = authored('single_choice');
	const solution = { type: 'single_choice' as const, item: 'single', correct: 'b' };
	const twice = { ...one, solution: { ...solution, shares: [{ option: 'c', share: 1 }] } };
	show({ outcome: 'whole', found: 'multichoice', name: one.name, authored: twice });
	await expect.element(page.getByText(/More than one option gives all the points/)).toBeVisible();
});

test('with one right answer nothing is said', () => {
	const one = authored('single_choice');
	show({ outcome: 'whole', found: 'multichoice', name: one.name, authored: one });
	expect(page.getByText(/More than one option/).query()).toBeNull();
});

test('what a file calls a question that was left out is said in words', async () => {
	const reason = { code: 'malformed', detail: 'simpleMatchSet' } as const;
	show({ outcome: 'left_out', name: 'Draw', found: 'drawingInteraction', reason });
	await expect.element(page.getByText('Students draw on a picture.')).toBeVisible();
	await expect.element(page.getByText('In the file: simpleMatchSet')).toBeVisible();
});
