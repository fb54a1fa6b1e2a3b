/** The types that are answered in a way of their own: what axe says of each, in both directions of writing, and by mouse. */
import '#app/ui/base.css';
// What `cdp` gives is typed by who drives the browser.
import type {} from '@vitest/browser-playwright';
import axe from 'axe-core';
import { afterEach, expect, test } from 'vitest';
import { cdp, page, userEvent } from 'vitest/browser';
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

test('an empty place on a picture lets be seen what is to be named', async () => {
	await show(sample.dragPicture, answered['drag_picture']);
	const empty = document.querySelector('[data-place]:not(.filled)');
	if (!empty) throw new Error('no empty place');
	const [, alpha] = / \/ ([\d.]+)\)$/.exec(getComputedStyle(empty).backgroundColor) ?? [];
	expect(Number(alpha ?? 1)).toBeLessThan(0.3);
});

test('on a laptop a large picture leaves room for what is to be chosen', async () => {
	const large =
		'data:image/svg+xml,<svg xmlns="http://www.w3.org/2000/svg" width="1600" height="1200"></svg>';
	const main = document.body.appendChild(document.createElement('main'));
	await page.viewport(1280, 800);
	({ end } = showItem(sample.hotspot, { media: () => large, target: main }));
	await expect.poll(() => document.images[0]?.clientHeight ?? 0).toBeGreaterThan(0);
	expect(document.images[0]?.clientHeight).toBeLessThanOrEqual(0.45 * 800);
	const last = [...document.querySelectorAll('label')].at(-1)?.getBoundingClientRect();
	expect(last?.bottom).toBeLessThan(700);
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

/** Where a middle of an element is in the window that the test's own frame lies in. */
function middle(element: Element | null): { x: number; y: number } {
	if (!element) throw new Error('no element');
	const box = element.getBoundingClientRect();
	const frame = window.frameElement?.getBoundingClientRect();
	const scale = frame ? frame.width / innerWidth : 1;
	return {
		x: (frame?.x ?? 0) + (box.x + box.width / 2) * scale,
		y: (frame?.y ?? 0) + (box.y + box.height / 2) * scale
	};
}

async function drag(from: Element | null, to: Element | null, kind: 'finger' | 'mouse') {
	const [start, end] = [middle(from), middle(to)];
	const at = (share: number) => ({
		x: start.x + (end.x - start.x) * share,
		y: start.y + (end.y - start.y) * share
	});
	const session = cdp();
	const send = (step: 'start' | 'move', point: { x: number; y: number }) =>
		kind === 'finger'
			? session.send('Input.dispatchTouchEvent', {
					type: step === 'start' ? 'touchStart' : 'touchMove',
					touchPoints: [point]
				})
			: session.send('Input.dispatchMouseEvent', {
					type: step === 'start' ? 'mousePressed' : 'mouseMoved',
					button: 'left',
					buttons: 1,
					clickCount: 1,
					...point
				});
	await send('start', start);
	for (const share of [0.25, 0.5, 0.75, 1]) await send('move', at(share));
	return () =>
		kind === 'finger'
			? session.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] })
			: session.send('Input.dispatchMouseEvent', {
					type: 'mouseReleased',
					button: 'left',
					clickCount: 1,
					...end
				});
}
const option = () => document.querySelector('section li button');
const firstGap = () => document.querySelector('p [data-place]');

test('an option dragged with a finger is put where the finger is lifted, and not before', async () => {
	const { said } = await show(sample.dragText);
	const letGo = await drag(option(), firstGap(), 'finger');
	expect(said).toEqual([]);
	await letGo();
	expect(said).toEqual([{ type: 'drag_text', placed: [{ blank: 'first', option: 'a' }] }]);
});

test('Escape calls a drag off, and letting go after it changes nothing', async () => {
	const { said } = await show(sample.dragText);
	const letGo = await drag(option(), firstGap(), 'mouse');
	expect(document.querySelectorAll('[data-dragging]')).toHaveLength(1);
	await userEvent.keyboard('{Escape}');
	expect(document.querySelector('[data-dragging]')).toBeNull();
	await letGo();
	expect(said).toEqual([]);
	expect(document.querySelector('dialog')).toBeNull();
});

test('one word as long as a line makes nothing wider than the screen, and a picture that is not here is words', async () => {
	const options = [{ id: 'a', text: 'Donaudampfschifffahrtsgesellschaftskapitänsmütze' }];
	const long: [Item, ResponseValue][] = [
		[
			{ ...sample.dragText, options },
			{ type: 'drag_text', placed: [{ blank: 'first', option: 'a' }] }
		],
		[
			{ ...sample.ordering, options: [...options, { id: 'b', text: 'b' }] },
			{ type: 'ordering', order: ['a', 'b'] }
		],
		[
			{ ...sample.matching, rows: options },
			{ type: 'matching', pairs: [] }
		],
		[
			{ ...sample.dragPicture, options },
			{ type: 'drag_picture', placed: [{ zone: 'top', option: 'a' }] }
		]
	];
	await page.viewport(320, 640);
	for (const [item, value] of long) {
		const main = document.body.appendChild(document.createElement('main'));
		const shown = showItem(item, { value, target: main });
		expect(root.scrollWidth - innerWidth, item.type).toBe(0);
		if (item.type === 'drag_picture') expect(main.textContent).toContain(item.alt);
		await shown.end();
		main.remove();
	}
});
