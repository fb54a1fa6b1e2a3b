import { mount, unmount } from 'svelte';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { page } from 'vitest/browser';
import { overwriteGetLocale } from '#app/i18n/generated/runtime.js';
import type { SensorState } from './sensor.ts';
import WatchStatus from './WatchStatus.svelte';

let shown: Record<string, unknown> | null = null;
beforeEach(() => overwriteGetLocale(() => 'en'));
afterEach(async () => {
	if (shown) await unmount(shown);
	shown = null;
});

const show = (camera: SensorState, microphone: SensorState, onretry?: () => void) =>
	(shown = mount(WatchStatus, { target: document.body, props: { camera, microphone, onretry } }));
const watching: SensorState = { state: 'watching' };

test('what is on is said in words, as one group that is no status of the work', async () => {
	show(watching, watching);
	await expect
		.element(page.getByRole('group', { name: 'What is on' }))
		.toHaveTextContent('Camera on Microphone on');
	expect(page.getByRole('status').elements()).toEqual([]);
});

test('what is off is not spoken of, and nothing is shown when nothing is watched', async () => {
	show({ state: 'off' }, watching);
	await expect.element(page.getByRole('group')).toHaveTextContent('Microphone on');
	expect(page.getByText(/Camera/).elements()).toEqual([]);
	if (shown) await unmount(shown);
	show({ state: 'off' }, { state: 'off' });
	expect(page.getByRole('group').elements()).toEqual([]);
});

test('a refused camera says why, what can be done, and that the exam goes on', async () => {
	let retries = 0;
	show({ state: 'unavailable', part: 'device', reason: 'permission_denied' }, watching, () => {
		retries++;
	});
	await page.getByText('Camera not available', { exact: true }).click();
	await expect.element(page.getByText('Camera not available: permission not given')).toBeVisible();
	await expect.element(page.getByText(/Your exam goes on/)).toBeVisible();
	await page.getByRole('button', { name: 'Try again' }).click();
	expect(retries).toBe(1);
});

test('a camera of which one thing is not analysed is partly analysed, and says what and why', async () => {
	shown = mount(WatchStatus, {
		target: document.body,
		props: { camera: watching, microphone: watching, unread: { head: 'model_missing' } }
	});
	await page.getByText('Camera on, partly analysed', { exact: true }).click();
	await expect
		.element(page.getByText('Not analysed: head, the model is not on this device'))
		.toBeVisible();
	await expect.element(page.getByText(/Your exam goes on/)).toBeVisible();
	await expect.element(page.getByText('Microphone on', { exact: true })).toBeVisible();
});

test('where only the analysis is missing there is nothing to try', async () => {
	show(
		watching,
		{ state: 'unavailable', part: 'analysis', reason: 'audio_suspended' },
		() => undefined
	);
	await page.getByText('Microphone on, not analysed', { exact: true }).click();
	await expect.element(page.getByText(/the browser waits for a tap or a key/)).toBeVisible();
	expect(page.getByRole('button').elements()).toEqual([]);
});
