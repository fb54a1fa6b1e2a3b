import { createRawSnippet, flushSync } from 'svelte';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { page } from 'vitest/browser';
import { mounted } from '#app/testing/mounted.ts';
import PartsNav from './PartsNav.svelte';
import Table from './Table.svelte';

const names = ['Sittings', 'Marking', 'Exams', 'Questions', 'People', 'Audit log', 'Settings'];
const partsAt = (here: string) =>
	names.map((text) => ({ href: `#${text}`, text, here: text === here }));

beforeEach(() => page.viewport(300, 400));
afterEach(() => document.documentElement.removeAttribute('dir'));

function show(here: string) {
	const props = $state({ label: 'Parts', parts: partsAt(here) });
	mounted(PartsNav, props);
	const row = document.querySelector('nav');
	if (!row) throw new Error('no row of parts');
	return { row, go: (to: string) => flushSync(() => (props.parts = partsAt(to))) };
}
const more = (row: HTMLElement) => expect.poll(() => row.dataset['more']);
function inSight(row: HTMLElement, name: string): boolean {
	const place = row.getBoundingClientRect();
	const link = row.querySelector(`[href="#${name}"]`)?.getBoundingClientRect();
	return link !== undefined && link.left > place.left - 1 && link.right < place.right + 1;
}

test.for(['ltr', 'rtl'])(
	'%s: the edge that has more says so, and both in the middle',
	async (dir) => {
		document.documentElement.dir = dir;
		const { row } = show('Sittings');
		await more(row).toBe('end');
		const fades = () => getComputedStyle(row).maskImage;
		const atEnd = fades();
		row.scrollLeft = dir === 'rtl' ? -40 : 40;
		await more(row).toBe('start end');
		row.scrollLeft = dir === 'rtl' ? -9999 : 9999;
		await more(row).toBe('start');
		expect([atEnd, fades()].map((mask) => mask.startsWith('linear-gradient'))).toEqual([
			true,
			true
		]);
		expect(atEnd).not.toBe(fades());
	}
);

test.for(['ltr', 'rtl'])(
	'%s: the part one is at is in sight, and the one one goes to',
	async (dir) => {
		document.documentElement.dir = dir;
		const { row, go } = show('Settings');
		await more(row).toBe('start');
		expect(inSight(row, 'Settings')).toBe(true);
		go('Sittings');
		await more(row).toBe('end');
		expect(inSight(row, 'Sittings')).toBe(true);
		go('Questions');
		await more(row).toBe('start end');
		expect(inSight(row, 'Questions')).toBe(true);
	}
);

test('where all of it has room nothing fades', async () => {
	await page.viewport(1280, 400);
	const { row } = show('Exams');
	await more(row).toBe('');
	expect(getComputedStyle(row).maskImage).toBe('none');
});

test.for(['ltr', 'rtl'])('%s: a table wider than its place fades where it goes on', async (dir) => {
	document.documentElement.dir = dir;
	const cells = Array.from({ length: 12 }, (_, at) => `<td>Column${at}</td>`).join('');
	const children = createRawSnippet(() => ({ render: () => `<tbody><tr>${cells}</tr></tbody>` }));
	mounted(Table, { caption: 'Marks', children });
	const place = document.querySelector<HTMLElement>('[role=region]');
	if (!place) throw new Error('no table');
	await more(place).toBe('end');
	expect(getComputedStyle(place).maskImage).toMatch(/^linear-gradient/);
	place.scrollLeft = dir === 'rtl' ? -9999 : 9999;
	await more(place).toBe('start');
	await page.viewport(2400, 400);
	await more(place).toBe('');
	expect(getComputedStyle(place).maskImage).toBe('none');
});
