/** The types that are answered in a way of their own: what axe says of each, in both directions of writing, and by mouse. */
import '#app/ui/base.css';
import axe from 'axe-core';
import { afterEach, expect, test } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import type { Item } from '#sync/schema/item.ts';
import type { ResponseValue } from '#sync/schema/response.ts';
import * as sample from './sample-items.ts';
import { showItem } from './show-item.svelte.ts';

let end: () => unknown = () => undefined;
const root = document.documentElement;
afterEach(async () => {
	await end();
	document.body.replaceChildren();
	root.removeAttribute('dir');
	delete root.dataset['theme'];
});

async function show(item: Item, value?: ResponseValue) {
	await page.viewport(390, 844);
	const main = document.body.appendChild(document.createElement('main'));
	const shown = showItem(item, { value, media: () => sample.drawing, target: main });
	({ end } = shown);
	await expect.poll(() => [...document.images].every(({ complete }) => complete)).toBe(true);
	return shown;
}

async function findings(): Promise<string[]> {
	const { violations } = await axe.run(document.body);
	const wide = root.scrollWidth - innerWidth;
	return [
		...violations.map(({ id, nodes }) => `${id} at ${nodes.map(({ html }) => html).join(' | ')}`),
		...(wide > 0 ? [`${wide} px wider than the screen`] : [])
	];
}

const answered: Partial<Record<Item['type'], ResponseValue>> = {
	matching: { type: 'matching', pairs: [{ row: 'peru', option: 'b' }] },
	ordering: { type: 'ordering', order: ['b', 'c', 'a', 'd'] },
	gap_text: { type: 'gap_text', filled: [{ gap: 'boil', value: 'hot' }] },
	drag_text: { type: 'drag_text', placed: [{ blank: 'first', option: 'b' }] },
	drag_picture: { type: 'drag_picture', placed: [{ zone: 'top', option: 'a' }] },
	hotspot: { type: 'hotspot', areas: ['round'] },
	hot_text: { type: 'hot_text', spans: ['runs', 'barks'] }
};

const looks = sample.samples.flatMap((item) =>
	(['light', 'dark'] as const).flatMap((theme) =>
		(['ltr', 'rtl'] as const).map((dir) => ({ item, theme, dir, type: item.type }))
	)
);
test.each(looks)('$type, $theme, $dir: axe finds nothing and nothing is too wide', async (look) => {
	root.dir = look.dir;
	root.dataset['theme'] = look.theme;
	await show(look.item, answered[look.item.type]);
	expect(getComputedStyle(document.querySelector('article') ?? root).direction).toBe(look.dir);
	expect(await findings()).toEqual([]);
});

test('the sheet that asks what goes into a gap has no findings either', async () => {
	await show(sample.dragText, answered['drag_text']);
	await userEvent.keyboard('{Tab}{Enter}');
	expect(document.querySelector('dialog')?.open).toBe(true);
	// It rises for a moment, and is read when it stands.
	await Promise.all(document.getAnimations().map(({ finished }) => finished));
	expect(await findings()).toEqual([]);
});

test('an option dragged into a gap is one change, and dragged back among the others one more', async () => {
	const { said } = await show(sample.dragText);
	const gap = page.getByRole('button', { name: /Gap 3/ });
	await userEvent.dragAndDrop(page.getByRole('button', { name: 'capillaries' }), gap);
	expect(said).toEqual([{ type: 'drag_text', placed: [{ blank: 'third', option: 'a' }] }]);
	expect(document.querySelector('dialog')).toBeNull();
	await userEvent.dragAndDrop(gap, page.getByRole('heading', { name: 'To be placed' }));
	expect(said).toHaveLength(2);
	expect(said.at(-1)).toEqual({ type: 'drag_text', placed: [] });
	expect(document.querySelector('[data-dragging]')).toBeNull();
});

test('an option dragged onto a picture is on the zone it was let go over', async () => {
	const { said } = await show(sample.dragPicture);
	const find = () => document.querySelector('[data-place="side"][aria-hidden]');
	await expect.poll(find).not.toBeNull();
	const zone = find();
	if (!zone) throw new Error('no zone');
	await userEvent.dragAndDrop(page.getByRole('button', { name: 'Wall', exact: true }), zone);
	expect(said).toEqual([{ type: 'drag_picture', placed: [{ zone: 'side', option: 'b' }] }]);
});

test('a row dragged below another takes its place, in one change', async () => {
	const { said } = await show(sample.ordering);
	const [first, , third] = document.querySelectorAll('ol > li b');
	if (!first || !third) throw new Error('no rows');
	await userEvent.dragAndDrop(first, third, { targetPosition: { x: 4, y: 20 } });
	expect(said).toEqual([{ type: 'ordering', order: ['b', 'c', 'a', 'd'] }]);
});

test('an area of a picture is chosen by pressing it, and taken back by pressing it again', async () => {
	const { said } = await show(sample.hotspot);
	await expect.poll(() => document.querySelectorAll('svg path.line').length).toBe(3);
	const area = document.querySelectorAll('svg path.line')[1];
	if (!area) throw new Error('no area');
	await userEvent.click(area);
	await userEvent.click(area);
	expect(said).toEqual([
		{ type: 'hotspot', areas: ['round'] },
		{ type: 'hotspot', areas: [] }
	]);
});
