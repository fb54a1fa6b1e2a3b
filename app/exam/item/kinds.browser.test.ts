/** The types that are answered in a way of their own, with the keyboard alone. */
import { afterEach, expect, test } from 'vitest';
import { userEvent } from 'vitest/browser';
import type { Item } from '#sync/schema/item.ts';
import type { ResponseValue } from '#sync/schema/response.ts';
import { MemoryShelf } from '../files/memory-shelf.ts';
import * as sample from './sample-items.ts';
import { showItem } from './show-item.svelte.ts';

let end: () => unknown = () => undefined;
afterEach(async () => {
	await end();
	document.body.replaceChildren();
});

function show(item: Item, value?: ResponseValue) {
	const shown = showItem(item, { value, media: () => sample.drawing });
	({ end } = shown);
	return shown;
}

const press = (keys: string) => userEvent.keyboard(keys);
/** What a screen reader says of where the keyboard is: its label, or its words. */
function focused(): string {
	const at = document.activeElement as HTMLInputElement;
	const words = at.getAttribute('aria-label') ?? at.labels?.[0]?.textContent ?? at.textContent;
	return words.replace(/\s+/g, ' ').trim();
}
async function tabTo(name: string | RegExp): Promise<void> {
	for (let step = 0; step < 40; step++) {
		await press('{Tab}');
		if (typeof name === 'string' ? focused() === name : name.test(focused())) return;
	}
	throw new Error(`Tab never comes to ${name}.`);
}
const live = () =>
	[...document.querySelectorAll('[aria-live]')].map((each) => each.textContent).join(' ');
const choices = () =>
	[...document.querySelectorAll('dialog li button')].map((each) => each.textContent.trim());

test('matching: each row has a list, and what one row has the others cannot get', async () => {
	const { said } = show(sample.matching);
	await tabTo('Nepal');
	await press('Ka');
	await press('{Shift>}{Tab}{Tab}{/Shift}');
	expect(focused()).toBe('Peru');
	const listed = [...(document.activeElement as HTMLSelectElement).options].map(({ text }) => text);
	expect(listed).toEqual(['Choose…', 'Lima', 'Nairobi', 'Quito']);
	await press('L');
	expect(said.at(-1)).toEqual({
		type: 'matching',
		pairs: [
			{ row: 'peru', option: 'b' },
			{ row: 'nepal', option: 'a' }
		]
	});
	await press('{ArrowUp}');
	expect(said.at(-1)).toEqual({ type: 'matching', pairs: [{ row: 'nepal', option: 'a' }] });
});

test('matching several: boxes in each row, and what is taken can be chosen again once it is free', async () => {
	const { said } = show({ ...sample.matching, several: true });
	await press('{Tab}{Tab} {Shift>}{Tab}{/Shift} ');
	expect(said.at(-1)).toEqual({
		type: 'matching',
		pairs: [
			{ row: 'peru', option: 'a' },
			{ row: 'peru', option: 'b' }
		]
	});
	const taken = () => [...document.querySelectorAll('input:disabled')].length;
	expect(taken()).toBe(4);
	await press(' {Tab} ');
	expect(taken()).toBe(0);
	expect(said.at(-1)).toEqual({ type: 'matching', pairs: [] });
});

test('ordering: arrows move a row, the move is said, and the keyboard stays with it', async () => {
	const { said } = show(sample.ordering);
	await tabTo('Move down: Earth');
	await press('{Enter}{Enter}');
	expect(said.at(-1)).toEqual({ type: 'ordering', order: ['b', 'c', 'a', 'd'] });
	expect(live()).toContain('Earth: place 3 of 4');
	expect(focused()).toBe('Move down: Earth');
	await press('{Enter}{Enter}{Enter}');
	expect(said).toHaveLength(3);
	await tabTo('Clear answer');
	await press('{Enter}');
	expect(said.at(-1)).toEqual({ type: 'ordering', order: [] });
});

test('ordering: the order as it was shown can be the answer', async () => {
	const { said } = show(sample.ordering);
	await tabTo('Use this order');
	await press('{Enter}');
	expect(said).toEqual([{ type: 'ordering', order: ['a', 'b', 'c', 'd'] }]);
});

test('gaps: typed, chosen and picked where they stand, kept in the order of the item', async () => {
	const { said, left } = show(sample.gapText);
	await press('{Tab}100');
	expect(focused()).toBe('Gap 1');
	await press('{Tab}{Enter}');
	expect(choices()).toHaveLength(2);
	await press('{Tab}{Enter}');
	expect(document.querySelector('dialog')).toBeNull();
	expect(focused()).toContain('Gap 2:');
	await press('{Tab}oxygen and hydrogen{Tab}ear');
	expect(said.at(-1)).toEqual({
		type: 'gap_text',
		filled: [
			{ gap: 'where', value: 'a' },
			{ gap: 'boil', value: '100' },
			{ gap: 'formula', value: 'a' },
			{ gap: 'made', value: 'oxygen and hydrogen' }
		]
	});
	// A choice does not wait for the pause after typing.
	expect(left()).toBe(4);
	await press('{Shift>}{Tab}{Tab}{Tab}{/Shift}{Backspace}');
	expect(said.at(-1)).toMatchObject({
		filled: [{ gap: 'where' }, { gap: 'formula' }, { gap: 'made' }]
	});
});

test('gaps: what is no number is said once the gap is left', async () => {
	show(sample.gapText);
	await press('{Tab}warm');
	expect(document.querySelector('[aria-invalid]')).toBeNull();
	await press('{Tab}');
	const field = document.querySelector('[aria-invalid="true"]');
	const said = field?.getAttribute('aria-describedby')?.split(' ') ?? [];
	expect(said.map((id) => document.getElementById(id)?.textContent.trim())).toEqual([
		'°C',
		'Gap 1 does not read as a number. Write it like 3.5, 3,5 or 1.2e6.'
	]);
});

const numeric = { id: 'n', type: 'numeric', prompt: 'How far?', points: 1 } as const;
test.each([
	['a gap', sample.gapText, 'Gap 1: This counts as 8.85. For 8850, write no thousands separator.'],
	['a number', numeric, 'This counts as 8.85. For 8850, write no thousands separator.']
])('%s that reads two ways says how it counts, once it is left', async (_what, item, words) => {
	show(item);
	await press('{Tab}8,850');
	expect(document.body.textContent).not.toContain('This counts as');
	await press('{Tab}');
	const field = [...document.querySelectorAll('input')].find(({ value }) => value === '8,850');
	const said = field?.getAttribute('aria-describedby')?.split(' ') ?? [];
	expect(said.map((id) => document.getElementById(id)?.textContent.trim())).toContain(words);
	// It may be the number that is meant: then there is nothing to put right.
	expect(document.querySelector('[aria-invalid]')).toBeNull();
});

test('gaps that the text has forgotten can be filled all the same', async () => {
	const { said } = show({ ...sample.gapText, prompt: 'Nothing here.' });
	await tabTo('Gap 4');
	await press('x');
	expect(said.at(-1)).toEqual({ type: 'gap_text', filled: [{ gap: 'made', value: 'x' }] });
});

test('placing in a text: a gap asks what goes there, and offers only what is left', async () => {
	const { said } = show(sample.dragText);
	await tabTo(/^Gap 2: empty/);
	await press('{Enter}');
	expect(choices()).toEqual(['capillaries', 'artery', 'vein', 'nerve']);
	await press('{Tab}{Tab}{Tab}{Enter}');
	expect(focused()).toBe('Gap 2: vein');
	await press('{Shift>}{Tab}{/Shift}{Enter}');
	expect(choices()).toEqual(['capillaries', 'artery', 'nerve']);
	await press('{Tab}{Tab}{Enter}');
	expect(said.at(-1)).toEqual({
		type: 'drag_text',
		placed: [
			{ blank: 'first', option: 'b' },
			{ blank: 'second', option: 'c' }
		]
	});
	await press('{Enter}{Tab}{Tab}{Tab}{Tab}');
	expect(focused()).toBe('Leave empty');
	await press('{Enter}');
	expect(said.at(-1)).toEqual({ type: 'drag_text', placed: [{ blank: 'second', option: 'c' }] });
});

test('placing in a text: an option is picked up, then the gap is chosen', async () => {
	const { said } = show(sample.dragText, {
		type: 'drag_text',
		placed: [{ blank: 'third', option: 'a' }]
	});
	await tabTo('artery');
	await press('{Enter}');
	expect(live()).toContain('artery is picked up');
	await tabTo(/^Gap 3/);
	await press('{Enter}');
	expect(said).toEqual([{ type: 'drag_text', placed: [{ blank: 'third', option: 'b' }] }]);
	expect(live()).toContain('Gap 3: artery');
});

test('placing on a picture: a place of the list asks what goes there', async () => {
	const { said } = show(sample.dragPicture);
	await tabTo(/^Place 2, left: empty/);
	await press('{Enter}{Tab}{Tab}{Enter}');
	expect(said).toEqual([{ type: 'drag_picture', placed: [{ zone: 'side', option: 'b' }] }]);
	expect(focused()).toBe('Place 2, left: Wall');
});

test('areas of a picture: no more than may be, and that is said', async () => {
	const { said } = show(sample.hotspot);
	await press('{Tab}{Tab}{Tab} {Shift>}{Tab}{Tab}{/Shift} ');
	expect(said.at(-1)).toEqual({ type: 'hotspot', areas: ['roof', 'square'] });
	expect(focused()).toBe('1, upper middle');
	await press('{Tab} ');
	expect(said).toHaveLength(2);
	expect((document.activeElement as HTMLInputElement).checked).toBe(false);
	expect(live()).toContain('You can choose 2. Take one back before you choose another.');
	await tabTo('Clear answer');
	await press('{Enter}');
	expect(said.at(-1)).toEqual({ type: 'hotspot', areas: [] });
	expect(live().trim()).toBe('');
});

test('one area of a picture: another one takes its place', async () => {
	const { said } = show({ ...sample.hotspot, most: 1 });
	await press('{Tab} {ArrowDown}');
	expect(said).toEqual([
		{ type: 'hotspot', areas: ['roof'] },
		{ type: 'hotspot', areas: ['round'] }
	]);
});

test('words of a text: chosen where they stand', async () => {
	const { said } = show(sample.hotText);
	await tabTo('runs');
	await press(' ');
	await tabTo(/^barks/);
	await press(' ');
	expect(said.at(-1)).toEqual({ type: 'hot_text', spans: ['runs', 'barks'] });
	await press('{Shift>}{Tab}{/Shift} ');
	expect(said).toHaveLength(2);
	expect(live()).toContain('You can choose 2.');
});

test('calculated: the prompt has the student’s own numbers, the answer is as typed', async () => {
	const { said } = show(sample.calculated);
	expect(document.body.textContent).toContain('A train goes 80 km/h for 2 h.');
	await press('{Tab}160');
	expect(said.at(-1)).toEqual({ type: 'calculated', text: '160' });
});

test('a description asks for nothing and gives no points', async () => {
	show(sample.description);
	expect(document.querySelector('input, button, select, textarea')).toBeNull();
	expect(document.body.textContent).not.toContain('Points');
});

/** As a camera makes it. */
async function photograph(name: string, shade: string): Promise<File> {
	const canvas = new OffscreenCanvas(30, 20);
	const context = canvas.getContext('2d');
	if (!context) throw new Error('no canvas');
	context.fillStyle = shade;
	context.fillRect(0, 0, 30, 20);
	return new File([await canvas.convertToBlob({ type: 'image/png' })], name);
}
function give(label: string, ...files: File[]): void {
	const inputs = [...document.querySelectorAll<HTMLInputElement>('input[type=file]')];
	const input = inputs.find((one) => one.labels?.[0]?.textContent.trim() === label);
	if (!input) throw new Error(`There is no ${label}.`);
	const carried = new DataTransfer();
	for (const file of files) carried.items.add(file);
	input.files = carried.files;
	input.dispatchEvent(new Event('change', { bubbles: true }));
}
const names = (value: ResponseValue | undefined) =>
	value?.type === 'upload' ? value.files.map(({ name }) => name) : [];

test('an upload: pages are added, put in order and taken away, and what is said of each is heard', async () => {
	const { said } = show({ ...sample.upload, most: 3 });
	give('Choose files', await photograph('a.png', 'red'), await photograph('b.png', 'blue'));
	await expect.poll(() => names(said.at(-1)), { timeout: 10_000 }).toEqual(['a.jpg', 'b.jpg']);
	await tabTo('Page 2 one place earlier');
	await press('{Enter}');
	expect(names(said.at(-1))).toEqual(['b.jpg', 'a.jpg']);
	expect(live()).toContain('Page 2 is now page 1 of 2.');
	await tabTo('Remove page 2');
	await press('{Enter}');
	expect(names(said.at(-1))).toEqual(['b.jpg']);
});

test('an upload: a device without room says so calmly, and the answer stays as it was', async () => {
	const shelf = new MemoryShelf();
	shelf.failing = new DOMException('no room', 'QuotaExceededError');
	const shown = showItem(sample.upload, { shelf });
	({ end } = shown);
	give('Choose files', await photograph('a.png', 'red'));
	await expect
		.poll(() => document.body.textContent, { timeout: 10_000 })
		.toContain('There is no room left on this device for a.png.');
	expect(shown.said).toEqual([]);
});
