import { expect, test } from 'vitest';
import { page } from 'vitest/browser';
import { mounted } from '#app/testing/mounted.ts';
import ControlBar from './ControlBar.svelte';
import { ControlDesk } from './control-desk.svelte.ts';
import { attemptRowFixture } from './row-fixture.ts';

test('every act can be begun, given up and begun again', async () => {
	const desk = new ControlDesk({ uuid: () => 'one', send: async () => ({ students: 3 }) });
	mounted(ControlBar, { desk, students: 3 });
	const bar = page.getByRole('group');
	for (const name of ['Pause', 'Add time'])
		for (let time = 0; time < 2; time++) {
			await bar.getByRole('button', { name, exact: true }).click();
			await expect.poll(() => document.querySelector('dialog')?.open).toBe(true);
			await page.getByRole('button', { name: 'Cancel' }).click();
			await expect.poll(() => document.querySelector('dialog')).toBeNull();
		}
});

const desk = () => new ControlDesk({ uuid: () => 'one', send: async () => ({ students: 1 }) });
const offered = () =>
	[...document.querySelectorAll('[role=group] button')].map(({ textContent }) =>
		textContent?.trim()
	);

test('who is paused is not paused again, who goes on is not resumed, and who has handed in is left alone', () => {
	const rows = [attemptRowFixture({ state: 'paused' })];
	mounted(ControlBar, { desk: desk(), students: 1, only: 'a', rowsOf: () => rows });
	expect(offered()).toEqual([
		'Message',
		'Add time',
		'Resume',
		'Hand over to another device',
		'End exam'
	]);
	document.body.replaceChildren();
	mounted(ControlBar, {
		desk: desk(),
		students: 1,
		only: 'a',
		rowsOf: () => [attemptRowFixture()]
	});
	expect(offered()).toEqual([
		'Message',
		'Add time',
		'Pause',
		'Hand over to another device',
		'End exam'
	]);
	document.body.replaceChildren();
	const done = attemptRowFixture({ state: 'accepted', handedInBy: 'student' });
	mounted(ControlBar, { desk: desk(), students: 1, only: 'a', rowsOf: () => [done] });
	expect(offered()).toEqual([]);
});

test('a question to be corrected is chosen by its number and its beginning, formulas drawn', async () => {
	const items = [
		{ id: 'one', label: 'What is $x^2$?' },
		{ id: 'two', label: 'Name the capital.' }
	];
	mounted(ControlBar, { desk: desk(), students: 1, items });
	await page.getByRole('button', { name: 'Correct a question' }).click();
	await expect.poll(() => document.querySelectorAll('dialog [type=radio]').length).toBe(2);
	await expect.poll(() => document.querySelector('dialog math, dialog .katex')).not.toBeNull();
	expect(document.querySelector('dialog')?.textContent).not.toContain('$');
});
