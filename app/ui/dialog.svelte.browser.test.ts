import { createRawSnippet, flushSync, mount, unmount } from 'svelte';
import { afterEach, expect, test } from 'vitest';
import { userEvent } from 'vitest/browser';
import Dialog from './Dialog.svelte';
import Sheet from './Sheet.svelte';

let end: () => unknown = () => undefined;
afterEach(async () => {
	await end();
	document.body.replaceChildren();
});

const children = createRawSnippet(() => ({ render: () => '<p>Body</p>' }));

function show(given: { alert?: boolean } = {}) {
	const before = document.body.appendChild(document.createElement('button'));
	before.textContent = 'Before';
	before.focus();
	let closed = 0;
	const props = $state({ open: true, title: 'Title', children, onclose: () => closed++, ...given });
	const mounted = mount(Dialog, { target: document.body, props });
	end = () => unmount(mounted);
	flushSync();
	return { props, before, closed: () => closed };
}

const dialog = () => document.querySelector('dialog');
const settled = () => new Promise((resolve) => setTimeout(resolve, 50));

test('it stays open while the page around it changes', async () => {
	const { props, closed } = show();
	for (let tick = 0; tick < 5; tick++) {
		props.title = `Title ${tick}`;
		flushSync();
		await settled();
	}
	expect(dialog()?.open).toBe(true);
	expect(closed()).toBe(0);
});

test('it stays open when the field that lost the focus to it reads what changes', async () => {
	let typed = $state(0);
	const field = document.body.appendChild(document.createElement('input'));
	field.addEventListener('blur', () => (field.value = String(typed)));
	field.focus();
	const props = { open: true, title: 'Title', children, onclose: () => undefined };
	const mounted = mount(Dialog, { target: document.body, props });
	end = () => unmount(mounted);
	flushSync();
	typed = 1;
	flushSync();
	await settled();
	expect(dialog()?.open).toBe(true);
});

test('a form begins at its first field, anything else at the cross', async () => {
	const field = '<form><p>Words</p><input aria-label="Name" /></form>';
	const props = {
		open: true,
		title: 'Title',
		children: createRawSnippet(() => ({ render: () => field }))
	};
	const mounted = mount(Dialog, { target: document.body, props });
	end = () => unmount(mounted);
	flushSync();
	expect(document.activeElement?.getAttribute('aria-label')).toBe('Name');
	await end();
	show();
	expect(document.activeElement?.getAttribute('aria-label')).toBe('Close');
});

test('Escape closes it, says so once, and the focus is back where it was', async () => {
	const { before, closed } = show();
	await userEvent.keyboard('{Escape}');
	await settled();
	expect(dialog()).toBeNull();
	expect(closed()).toBe(1);
	expect(document.activeElement).toBe(before);
});

test('closed by what the page knows, as by a button of its own, it says so once', async () => {
	const { props, closed } = show();
	for (const times of [1, 2]) {
		props.open = false;
		flushSync();
		await settled();
		expect(dialog()).toBeNull();
		expect(closed()).toBe(times);
		props.open = true;
		flushSync();
	}
	expect(dialog()?.open).toBe(true);
});

test('taken off the page with all that is around it, it tells nobody that it was closed', async () => {
	const { closed } = show();
	await end();
	end = () => undefined;
	await settled();
	expect(dialog()).toBeNull();
	expect(closed()).toBe(0);
});

test.each([
	[false, 0],
	[true, 1]
])('a press beside it, asking for an answer: %s', async (alert, left) => {
	show({ alert });
	const press = (type: string) =>
		dialog()?.dispatchEvent(new PointerEvent(type, { clientX: 2, clientY: 2, bubbles: true }));
	press('pointerdown');
	press('pointerup');
	await settled();
	expect(document.querySelectorAll('dialog')).toHaveLength(left);
});

test('its body describes it, whether it asks a question or not', async () => {
	for (const alert of [false, true]) {
		show({ alert });
		const body = document.getElementById(dialog()?.getAttribute('aria-describedby') ?? '');
		expect(body?.textContent).toBe('Body');
		await end();
		document.body.replaceChildren();
	}
	end = () => undefined;
});

test.each([
	['a dialog', Dialog],
	['a sheet', Sheet]
])('%s opened from a box with centred words begins its own at the start', async (_, component) => {
	const target = document.body.appendChild(document.createElement('div'));
	target.style.textAlign = 'center';
	const mounted = mount(component, { target, props: { open: true, title: 'Title', children } });
	end = () => unmount(mounted);
	flushSync();
	const words = dialog()?.querySelector('p');
	expect(words && getComputedStyle(words).textAlign).toBe('start');
});
