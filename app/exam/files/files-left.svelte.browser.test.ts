import { mount, unmount } from 'svelte';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { page } from 'vitest/browser';
import { overwriteGetLocale } from '#app/i18n/generated/runtime.js';
import type { KeptFile } from '../../device/device-rows.ts';
import FilesLeft from './FilesLeft.svelte';

let shown: Record<string, unknown> | null = null;
beforeEach(() => overwriteGetLocale(() => 'en'));
afterEach(async () => {
	if (shown) await unmount(shown);
	shown = null;
});

const file = (name: string, refused: string | null): KeptFile => ({
	version: 1,
	attempt: 'a',
	hash: name,
	name,
	contentType: 'image/jpeg',
	bytes: 9,
	addedAt: 1,
	receipt: null,
	refused
});

test('a file that was damaged here is not laid at the server’s door, and one that was refused is', async () => {
	const files = [
		file('torn.jpg', 'damaged'),
		file('large.jpg', 'too_large'),
		file('new.jpg', null)
	];
	shown = mount(FilesLeft, { target: document.body, props: { files } });
	await expect.element(page.getByText(/was damaged on this device/)).toBeVisible();
	await expect.element(page.getByText(/The server did not take a file/)).toBeVisible();
	await expect.element(page.getByText(/are sent by themselves/)).toBeVisible();
	expect(
		page
			.getByRole('listitem')
			.elements()
			.map(({ textContent }) => textContent)
	).toEqual([
		expect.stringContaining('Damaged on this device'),
		expect.stringContaining('Not taken'),
		expect.stringContaining('Saved on this device')
	]);
});

test('a damaged file alone says nothing of the server', async () => {
	shown = mount(FilesLeft, { target: document.body, props: { files: [file('a', 'damaged')] } });
	await expect.element(page.getByText(/was damaged on this device/)).toBeVisible();
	expect(page.getByText(/The server did not/).elements()).toEqual([]);
});
