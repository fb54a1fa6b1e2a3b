import { flushSync, mount, unmount } from 'svelte';
import { afterEach, expect, test } from 'vitest';
import { page } from 'vitest/browser';
import { ApiError } from '#app/api/api-error.ts';
import { nothingArranged, type Arrangement } from '#sync/schema/arrangement.ts';
import CannotAccept from './CannotAccept.svelte';

let end: () => unknown = () => undefined;
afterEach(async () => {
	await end();
	document.body.replaceChildren();
});

const asked: Arrangement = {
	id: '00000000-0000-4000-8000-000000000001',
	reason: 'camera',
	words: 'My room.',
	askedAt: 1_700_000_000_000,
	withdrawn: false,
	answer: null
};

function show(props: {
	arrangement?: Arrangement;
	contact?: boolean;
	onask?: (reason: string, words: string) => Promise<unknown>;
	onwithdraw?: () => Promise<unknown>;
}) {
	const mounted = mount(CannotAccept, {
		target: document.body,
		props: {
			arrangement: undefined,
			contact: true,
			onask: async () => undefined,
			onwithdraw: async () => undefined,
			...props
		}
	});
	end = () => unmount(mounted);
	flushSync();
}

const dialog = () => page.getByRole('dialog', { name: 'What can you not accept?' });

test('what is chosen and written goes to the teacher, and the dialog closes once it is there', async () => {
	const said: [string, string][] = [];
	show({ onask: async (reason, words) => said.push([reason, words]) });
	await page.getByRole('button', { name: 'I cannot accept this' }).click();
	await dialog().getByLabelText('What it is about').selectOptions('place');
	await dialog().getByLabelText('In your own words').fill('  A shared room. ');
	await dialog().getByRole('button', { name: 'Tell my teacher' }).click();
	await expect.poll(() => document.querySelector('dialog')).toBeNull();
	expect(said).toEqual([['place', 'A shared room.']]);
});

test('without contact it says whom to turn to, and keeps what was written', async () => {
	show({
		contact: false,
		onask: async () => {
			throw new ApiError('unreachable', 'no network');
		}
	});
	await page.getByRole('button', { name: 'I cannot accept this' }).click();
	await expect.element(dialog().getByText(/Tell the proctor in the room/)).toBeVisible();
	await dialog().getByLabelText('In your own words').fill('Kept');
	await dialog().getByRole('button', { name: 'Tell my teacher' }).click();
	await expect
		.element(
			dialog()
				.getByRole('alert')
				.getByText(/Tell the proctor in the room/)
		)
		.toBeVisible();
	await dialog().getByRole('button', { name: 'Cancel' }).click();
	await expect.poll(() => document.querySelector('dialog')).toBeNull();
	await page.getByRole('button', { name: 'I cannot accept this' }).click();
	await expect.element(dialog().getByLabelText('In your own words')).toHaveValue('Kept');
});

test('while it waits it says so and can be taken back; asking again is not offered', async () => {
	let back = 0;
	show({ arrangement: asked, onwithdraw: async () => back++ });
	await expect
		.element(page.getByRole('status').getByText(/Your teacher has been told/))
		.toBeVisible();
	expect(page.getByRole('button', { name: /cannot accept/ }).elements()).toEqual([]);
	await page.getByRole('button', { name: 'Take it back' }).click();
	expect(back).toBe(1);
});

test('the answer stands there with what was switched off, and one may still not accept it', async () => {
	const granted = { ...nothingArranged, noCamera: true };
	show({
		arrangement: {
			...asked,
			answer: { at: asked.askedAt, by: 'Ana', granted, words: 'Of course.' }
		}
	});
	const status = page.getByRole('status');
	await expect.element(status.getByText(/Switched off for you: No camera/)).toBeVisible();
	await expect.element(status.getByText(/Ana, .*“Of course\.”/)).toBeVisible();
	await expect
		.element(page.getByRole('button', { name: 'I still cannot accept this' }))
		.toBeVisible();
});
