import { mount, unmount } from 'svelte';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { page } from 'vitest/browser';
import { ApiError } from '#app/api/api-error.ts';
import { overwriteGetLocale } from '#app/i18n/generated/runtime.js';
import HallTrouble from './HallTrouble.svelte';

let shown: Record<string, unknown> | null = null;
beforeEach(() => overwriteGetLocale(() => 'en'));
afterEach(async () => {
	if (shown) await unmount(shown);
	shown = null;
	document.body.replaceChildren();
});

function open(marks: boolean) {
	const error = new ApiError('not_found', 'There is no such sitting.');
	const props = { error, marks: async () => marks, again: () => undefined };
	shown = mount(HallTrouble, { target: document.body, props });
}
const again = page.getByRole('button', { name: 'Try again' });

test('who marks the sitting but is not on its staff hears that, and is not told to try again', async () => {
	open(true);
	await expect.element(page.getByText('You are not on the staff of this sitting')).toBeVisible();
	await expect.element(again).not.toBeInTheDocument();
});

test('a sitting that is not there is called so', async () => {
	open(false);
	await expect.element(again).toBeVisible();
	expect(document.body.textContent).toContain('This is not there any more');
});
