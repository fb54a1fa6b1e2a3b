import { expect, test } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { mounted } from '#app/testing/mounted.ts';
import { authored } from '#sync/testing/every-item.ts';
import type { AuthoredItem } from '#sync/schema/authored-item.ts';
import type { ItemDesk } from './item-desk.ts';
import RubricField from './RubricField.svelte';

function guide(rubric: string) {
	const essay = authored('essay');
	let now: AuthoredItem = $state.raw({
		...essay,
		solution: { type: 'essay', item: essay.item.id, rubric }
	});
	const desk: ItemDesk = {
		get authored() {
			return now;
		},
		language: null,
		problems: [],
		change: (step) => (now = step(now)),
		follow: (step) => (now = step(now)),
		write: () => undefined,
		shared: () => null,
		keep: () => Promise.resolve('')
	};
	mounted(RubricField, { desk });
	return () => (now.solution?.type === 'essay' ? now.solution.rubric : null);
}
const words = page.getByRole('textbox', { name: 'What points are given for' });
const points = page.getByRole('textbox', { name: 'Points for it' });
const open = () => page.getByRole('button', { name: 'Add criterion' }).click();
const put = () => page.getByRole('button', { name: 'Add to the guide' }).click();

test('points that the field refuses are not added with those before them', async () => {
	const said = guide('');
	await open();
	await words.fill('Names both causes');
	await points.fill('1.255');
	await put();
	expect(said()).toBe('');
	expect(document.activeElement).toBe(points.element());
	await words.click();
	await userEvent.keyboard('{Enter}');
	expect(said()).toBe('');
	await points.fill('1.25');
	await put();
	expect(said()).toBe('- Names both causes (1.25)');
	await expect.element(words).toHaveValue('');
});

test('a full guide says so, and what was typed stays', async () => {
	const rubric = '- One more (1)\n'.repeat(60);
	const said = guide(rubric);
	await open();
	await words.fill('Names both causes');
	await put();
	await expect.element(page.getByText('A guide holds at most 60 criteria.')).toBeVisible();
	expect(said()).toBe(rubric);
	await expect.element(words).toHaveValue('Names both causes');
});
