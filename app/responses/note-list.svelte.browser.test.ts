import { flushSync, mount, unmount } from 'svelte';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { overwriteGetLocale } from '#app/i18n/generated/runtime.js';
import type { Note } from './annotating.ts';
import NoteList from './NoteList.svelte';

let shown: Record<string, unknown> | null = null;
beforeEach(() => overwriteGetLocale(() => 'en'));
afterEach(async () => {
	if (shown) await unmount(shown);
	shown = null;
	document.body.replaceChildren();
});

const note = (text: string): Note => ({ kind: 'note', x: 0.5, y: 0.5, text });

function open(...texts: string[]) {
	const props = $state({
		notes: texts.map(note),
		onadd: (one: { text: string }) => {
			props.notes = [...props.notes, note(one.text)];
		},
		onremove: (gone: Note) => {
			props.notes = props.notes.filter((one) => one !== gone);
		}
	});
	shown = mount(NoteList, { target: document.body, props });
	flushSync();
	return { texts: () => props.notes.map(({ text }) => text) };
}
const button = (name: string) => page.getByRole('button', { name });
const focused = () =>
	document.activeElement?.getAttribute('aria-label') ?? document.activeElement?.textContent?.trim();

test('a note that was typed and not put is put when the page goes', async () => {
	const { texts } = open('first');
	await button('Add a note').click();
	await userEvent.keyboard('not put');
	if (shown) await unmount(shown);
	shown = null;
	expect(texts()).toEqual(['first', 'not put']);
});

test('a note that was called off is not put', async () => {
	const { texts } = open();
	await button('Add a note').click();
	await userEvent.keyboard('never mind');
	await button('Cancel').click();
	if (shown) await unmount(shown);
	shown = null;
	expect(texts()).toEqual([]);
});

test('the focus is in the field as soon as it is there, and back on the button when the note is put', async () => {
	const { texts } = open();
	await button('Add a note').click();
	await userEvent.keyboard('Look here{Enter}');
	expect(texts()).toEqual(['Look here']);
	await expect.poll(focused).toBe('Add a note');
});

test('a row that is taken out gives the focus to the next, the last one to the one before, the only one to what adds', async () => {
	open('a', 'b', 'c');
	await button('Remove note 2').click();
	await expect.poll(focused).toBe('Remove note 2');
	await userEvent.keyboard('{Enter}');
	await expect.poll(focused).toBe('Remove note 1');
	await userEvent.keyboard('{Enter}');
	await expect.poll(focused).toBe('Add a note');
});
