import { flushSync, mount, unmount, type ComponentProps } from 'svelte';
import { SvelteMap } from 'svelte/reactivity';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { page } from 'vitest/browser';
import { overwriteGetLocale } from '#app/i18n/generated/runtime.js';
import { MemoryShelf } from '../files/memory-shelf.ts';
import { OwnFiles, setOwnFiles } from '../files/own-files.svelte.ts';
import { prepareFile } from '../files/prepare-file.ts';
import HandInDialog from './HandInDialog.svelte';

let end: () => Promise<void> = async () => {};
beforeEach(() => overwriteGetLocale(() => 'en'));
afterEach(async () => {
	await end();
	document.body.replaceChildren();
});

type Props = ComponentProps<typeof HandInDialog>;

function open(wordsAmiss: Props['wordsAmiss']) {
	const whole = { answered: true, incomplete: false, unreadable: false, marked: false };
	const places = ['a', 'b'].map((id) => ({ ...whole, id, toRead: false, reachable: true }));
	const went: number[] = [];
	const files = new OwnFiles({
		...{ attempt: 'attempt', shelf: new MemoryShelf(), address: URL, now: () => 0 },
		channel: { tell: () => undefined, listen: () => () => undefined },
		prepare: (chosen, asked) => prepareFile(chosen, asked),
		answer: { of: () => undefined, respond: () => undefined }
	});
	const within = (anchor: Parameters<typeof HandInDialog>[0], own: Props) => {
		setOwnFiles(files);
		return HandInDialog(anchor, own);
	};
	const mounted = mount(within, {
		target: document.body,
		props: {
			...{ open: true, places, wordsAmiss, offline: false, busy: false },
			ongo: (index: number) => went.push(index),
			onhandin: () => {}
		},
		context: new SvelteMap()
	});
	flushSync();
	end = async () => {
		files.close();
		await unmount(mounted);
	};
	return went;
}

test('an essay of another length than asked for is named with its words, and is no full answer', async () => {
	const went = open((id) => (id === 'b' ? { count: 3, least: 20, most: 120 } : null));
	await expect.element(page.getByText('Words: 3 (asked for: 20 to 120)')).toBeVisible();
	expect(document.body.textContent).not.toContain('Every question is answered in full');
	await page.getByRole('button', { name: 'Question 2 of 2' }).click();
	expect(went).toEqual([1]);
});

test('where all is as asked for it says so', async () => {
	open(() => null);
	await expect.element(page.getByText(/^Every question is answered in full/)).toBeVisible();
});
