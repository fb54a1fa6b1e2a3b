import { flushSync, mount, unmount } from 'svelte';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { page } from 'vitest/browser';
import { overwriteGetLocale } from '#app/i18n/generated/runtime.js';
import LeaveDialog from './LeaveDialog.svelte';

let shown: Record<string, unknown> | null = null;
beforeEach(() => overwriteGetLocale(() => 'en'));
afterEach(async () => {
	if (shown) await unmount(shown);
	shown = null;
	document.body.replaceChildren();
});

function open(...names: string[]) {
	const ready = Promise.withResolvers<undefined>();
	let unready = $state(names);
	const left: string[] = [];
	const files = {
		get unready() {
			return unready;
		},
		settled: async () => void (names.length > 0 && (await ready.promise))
	};
	const props = $state({ open: true, files, onleave: () => void left.push('left') });
	shown = mount(LeaveDialog, { target: document.body, props });
	flushSync();
	return {
		left,
		prepared() {
			unready = [];
			ready.resolve(undefined);
		}
	};
}
const leave = page.getByRole('button', { name: 'Leave', exact: true });

test('leaving waits for a photo that is still being prepared, and says which', async () => {
	const { left, prepared } = open('page 1.jpg');
	await expect.element(page.getByText(/Still being saved: page 1\.jpg/)).toBeVisible();
	await leave.click();
	expect(left).toEqual([]);
	prepared();
	await expect.poll(() => left).toEqual(['left']);
});

test('whoever stays after all is not taken away when the photo is ready', async () => {
	const { left, prepared } = open('page 1.jpg');
	await leave.click();
	await page.getByRole('button', { name: 'Stay' }).click();
	prepared();
	await new Promise((done) => setTimeout(done, 50));
	expect(left).toEqual([]);
});

test('with nothing under way one leaves at once', async () => {
	const { left } = open();
	await leave.click();
	await expect.poll(() => left).toEqual(['left']);
});
