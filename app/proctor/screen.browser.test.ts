import axe from 'axe-core';
import { mount, unmount } from 'svelte';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { page } from 'vitest/browser';
import { overwriteGetLocale } from '#app/i18n/generated/runtime.js';
import OwnChange from './OwnChange.svelte';
import ScreenCheck from './ScreenCheck.svelte';
import ScreenStatus from './ScreenStatus.svelte';
import type { ScreenWorld } from './screen-share.svelte.ts';

let shown: ReturnType<typeof mount> | null = null;
beforeEach(() => overwriteGetLocale(() => 'en'));
afterEach(async () => {
	if (shown) await unmount(shown);
	shown = null;
});
/** A part of a page has no landmark. */
const violations = async () =>
	(await axe.run(document.body, { rules: { region: { enabled: false } } })).violations.map(
		({ id }) => id
	);

/** A canvas in place of the screen: this browser asks nobody here. */
function canvasWorld(): ScreenWorld {
	let track: MediaStreamTrack | null = null;
	return {
		offered: () => true,
		shared: () => (track?.readyState === 'live' ? track : null),
		async share() {
			const canvas = document.createElement('canvas');
			canvas.getContext('2d')?.fillRect(0, 0, 1, 1);
			const stream = canvas.captureStream();
			track = stream.getVideoTracks()[0] ?? null;
			if (!track) return { outcome: 'refused', reason: 'device_missing' };
			return { outcome: 'granted', track, stream, stop: () => track?.stop() };
		}
	};
}

test('before the exam the screen is shared with one press, and the page says that it is', async () => {
	shown = mount(ScreenCheck, { target: document.body, props: { world: canvasWorld() } });
	await expect.element(page.getByText(/You can begin without it/)).toBeVisible();
	expect(await violations()).toEqual([]);
	await page.getByRole('button', { name: 'Share the screen' }).click();
	await expect.element(page.getByText(/Your screen is shared\./)).toBeVisible();
});

test('a device that cannot is told so, without a button', async () => {
	const world = { ...canvasWorld(), offered: () => false };
	shown = mount(ScreenCheck, { target: document.body, props: { world } });
	await expect.element(page.getByText(/cannot share its screen/)).toBeVisible();
	expect(page.getByRole('button').elements()).toEqual([]);
});

test('in the exam, sharing that ended is one calm line with a way to share again', async () => {
	let asked = 0;
	const props = { state: 'ended' as const, onshare: () => asked++ };
	shown = mount(ScreenStatus, { target: document.body, props });
	await expect.element(page.getByText(/Screen not shared/)).toBeVisible();
	expect(await violations()).toEqual([]);
	await page.getByRole('button', { name: 'Share the screen' }).click();
	expect(asked).toBe(1);
});

test('one’s own differences are words behind a line, with who sees them', async () => {
	const parts = { pitch: 2.5, level: -1.4, blinks: 0.2 };
	shown = mount(OwnChange, {
		target: document.body,
		props: { readings: [{ t: 200_000, change: 0.4, parts }] }
	});
	await page.getByText(/Compared with/).click();
	await expect
		.element(page.getByText(/Pitch of your voice/).element().parentElement)
		.toHaveTextContent('Pitch of your voice more than at the start');
	const lines = page
		.getByRole('definition')
		.elements()
		.map((each) => each.textContent?.trim());
	expect(lines).toEqual(['more than at the start', 'less than at the start', 'as at the start']);
	await expect.element(page.getByText(/Only you see this/)).toBeVisible();
	expect(await violations()).toEqual([]);
});
