import { expect, test } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { mounted } from '#app/testing/mounted.ts';
import type { Notice } from '../session-events.ts';
import NoticeDialog from './NoticeDialog.svelte';

const notice: Notice = { control: 1, kind: 'message', text: 'The room is B12.', at: 0 };

test.each(['the button', 'Escape'])('a notice read by %s is told as shown, once', async (way) => {
	let shown = 0;
	mounted(NoticeDialog, { notice, question: null, onshown: () => shown++ });
	if (way === 'Escape') await userEvent.keyboard('{Escape}');
	else await page.getByRole('button', { name: 'I have read it' }).click();
	await expect.poll(() => shown).toBe(1);
});
