import axe from 'axe-core';
import { mount, unmount } from 'svelte';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { page } from 'vitest/browser';
import { overwriteGetLocale } from '#app/i18n/generated/runtime.js';
import '#app/ui/base.css';
import EnrolFace from './EnrolFace.svelte';
import type { EnrollingState } from './enrolling.svelte.ts';

let shown: Record<string, unknown> | null = null;
beforeEach(() => overwriteGetLocale(() => 'en'));
afterEach(async () => {
	if (shown) await unmount(shown);
	shown = null;
});

const until = new Date(2027, 1, 20, 12).getTime();
const show = (enrolling: EnrollingState, onbegin: (() => void) | null = () => undefined) =>
	(shown = mount(EnrolFace, { target: document.body, props: { enrolling, until, onbegin } }));

test('what is kept, where, and until when is said before anybody is looked at', async () => {
	let begun = 0;
	show({ state: 'idle' }, () => begun++);
	const group = page.getByRole('group', { name: 'Your face at the start' });
	for (const words of [/never leaves this device/, /After February 20, 2027/, /first seconds/])
		await expect.element(group.getByText(words)).toBeVisible();
	await page.getByRole('button', { name: 'Look at my face' }).click();
	expect(begun).toBe(1);
});

test('without a picture there is no button', async () => {
	show({ state: 'idle' }, null);
	await expect.element(page.getByRole('group')).toBeVisible();
	expect(page.getByRole('button').elements()).toEqual([]);
});

test.each<[EnrollingState, RegExp]>([
	[{ state: 'looking', looks: 2, lacking: null }, /2 of 4/],
	[{ state: 'looking', looks: 1, lacking: 'turned' }, /Turn your face to the camera/],
	[{ state: 'done' }, /on this device only/],
	[{ state: 'failed', because: 'device' }, /You can begin all the same/],
	[{ state: 'failed', because: 'storage' }, /tried again in the exam/]
])('%o is announced in words, and anybody can use it', async (state, words) => {
	show(state);
	await expect.element(page.getByRole('status').getByText(words)).toBeVisible();
	const { violations } = await axe.run(document.body, {
		// The page around it has these.
		rules: Object.fromEntries(
			['region', 'page-has-heading-one', 'landmark-one-main'].map((id) => [id, { enabled: false }])
		)
	});
	expect(violations.map(({ id, nodes }) => [id, nodes[0]?.html])).toEqual([]);
});
