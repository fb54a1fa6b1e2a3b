import { expect, test } from 'vitest';
import { page } from 'vitest/browser';
import { mounted } from '#app/testing/mounted.ts';
import ControlBar from './ControlBar.svelte';
import { ControlDesk } from './control-desk.svelte.ts';

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
