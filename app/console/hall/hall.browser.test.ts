import { flushSync, mount, unmount } from 'svelte';
import { afterEach, expect, test } from 'vitest';
import { page } from 'vitest/browser';
import { tableRoles } from '#app/testing/table-roles.ts';
import { ARRANGE_EVERY_MS, Hall } from './hall.svelte.ts';
import HallTable from './HallTable.svelte';
import { attemptRowFixture } from './row-fixture.ts';

let shown: ReturnType<typeof mount> | null = null;

afterEach(() => {
	if (shown) void unmount(shown);
	shown = null;
	document.body.replaceChildren();
});

const rowsFixture = (count: number) =>
	Array.from({ length: count }, (_, n) =>
		attemptRowFixture({
			attempt: `a${n}`,
			studentName: `Student ${String(n).padStart(3, '0')}`,
			lastContactAt: 1000
		})
	);

function openTable(count: number) {
	const clock = { now: 0 };
	const hall = new Hall({
		now: () => clock.now,
		compareNames: (a, b) => (a < b ? -1 : 1),
		say: () => undefined
	});
	const rows = rowsFixture(count);
	hall.receive({ type: 'snapshot', version: 1, now: 1000, rows });
	const place = document.createElement('div');
	document.body.append(place);
	const table = mount(HallTable, { target: place, props: { hall } });
	shown = table;
	flushSync();
	const names = () =>
		[...place.querySelectorAll('tbody th a')].map(({ textContent }) => textContent?.trim());
	const send = (change: Partial<(typeof rows)[number]>, n: number) => {
		const row = rows[n];
		if (!row) throw new Error(`no row ${n}`);
		clock.now += ARRANGE_EVERY_MS;
		hall.receive({ type: 'rows', now: 1000 + clock.now, rows: [{ ...row, ...change }] });
		flushSync();
	};
	return { hall, place, table, names, send };
}

test('while a student has the focus, trouble elsewhere moves nobody; sorting keeps the focus on the student', async () => {
	const { hall, place, table, names, send } = openTable(5);
	place.querySelector<HTMLElement>('[data-attempt="a2"]')?.focus();
	send({ sync: 'forked' }, 4);
	expect(names()[0]).toBe('Student 000');
	expect(hall.outOfOrder).toBe(true);
	await table.arrange();
	flushSync();
	expect(names()[0]).toBe('Student 004');
	expect(document.activeElement).toBe(place.querySelector('[data-attempt="a2"]'));
});

test('arrow keys and j and k go through the rows and stop at the ends; one row is in the order of Tab', async () => {
	const { place, table } = openTable(3);
	const focused = () => document.activeElement?.getAttribute('data-attempt');
	for (const [key, student] of [
		['j', 'a0'],
		['ArrowDown', 'a1'],
		['j', 'a2'],
		['j', 'a2'],
		['k', 'a1'],
		['Home', 'a0'],
		['End', 'a2']
	] as const) {
		expect(table.press(key)).toBe(true);
		await expect.poll(focused).toBe(student);
	}
	expect(table.press('x')).toBe(false);
	expect(place.querySelectorAll('a[tabindex="0"]')).toHaveLength(1);
});

test('a change of one of two hundred rows touches that row only', async () => {
	const { place, send } = openTable(200);
	const touched = new Set<Element | null>();
	const watch = new MutationObserver((records) => {
		for (const { target } of records)
			touched.add(
				(target instanceof Element ? target : target.parentElement)?.closest('tr') ?? null
			);
	});
	watch.observe(place, { subtree: true, childList: true, characterData: true, attributes: true });
	send({ observations: 4711, responses: 8, lastContactAt: 1300 }, 7);
	await Promise.resolve();
	watch.disconnect();
	expect([...touched].map((row) => row?.querySelector('th')?.textContent?.trim())).toEqual([
		'Student 007'
	]);
	expect(place.textContent).toContain('4,711');
});

test('a row that needs a look says why beneath the name, and to whoever hears its link', () => {
	const { place, send } = openTable(2);
	const link = () => place.querySelector('[data-attempt="a1"]');
	const why = () => document.getElementById(link()?.getAttribute('aria-describedby') ?? '');
	expect(why()).toBeNull();
	send({ sync: 'forked' }, 1);
	expect(why()?.textContent).toBe('Two versions to decide on');
	send({ newest: { check: 'face_absent', open: true, at: 1000 }, lastContactAt: 3000 }, 1);
	expect(why()?.textContent).toBe('Something observed right now');
});

test.for([390, 1280])(
	'what was observed, and how somebody stands, is wrapped and never cut: %i px',
	async (width) => {
		await page.viewport(width, 800);
		const { place, send } = openTable(1);
		const long = { breaksMs: 600_000, largerText: true, reader: true, off: [], addedMs: 900_000 };
		send(
			{
				studentName: 'Maximiliane-Theodora von Habenichts-Scheibenhonig',
				newest: { check: 'analysis_unavailable', open: false, at: 1000 },
				observations: 3,
				lastContactAt: 1000,
				breakUntil: 9_000_000,
				accommodation: { ...long, ownWindow: true }
			},
			0
		);
		const parts = [...place.querySelectorAll<HTMLElement>('tbody :is(th, td, a, span)')];
		const cut = parts.filter(
			(part) =>
				!part.classList.contains('visually-hidden') &&
				part.scrollWidth > part.clientWidth + 1 &&
				part.clientWidth > 0
		);
		expect(cut.map(({ className, textContent }) => [className, textContent])).toEqual([]);
	}
);

test('laid out as rows that wrap, every part says which part of a table it is', () => {
	const { place } = openTable(2);
	expect(tableRoles(place)).toEqual({ right: 3 + 3 * (1 + 7), wrong: [] });
});

test('who never opened the exam has nothing on a device', () => {
	const { place, send } = openTable(2);
	const sync = () => place.querySelectorAll('tbody tr')[1]?.querySelector('.sync');
	send({ state: 'assigned', sync: 'local_only', entries: 0, lastContactAt: null }, 1);
	expect(sync()?.textContent?.trim()).toBe('—');
	expect(sync()?.querySelector('[role=img]')?.getAttribute('aria-label')).toMatch(/not started/);
	send({ sync: 'local_only', entries: 3, lastContactAt: 5000 }, 1);
	expect(sync()?.textContent?.trim()).toBe('On the device');
});

test('out of contact a row says until when the work is here, and never that all of it is', () => {
	const { place, send } = openTable(2);
	const cell = () => place.querySelector('tbody td.sync')?.textContent?.trim();
	expect(cell()).toBe('All here');
	send({ lastContactAt: 1000 - 60_000 }, 0);
	expect(cell()).toMatch(/^Here until \d/);
});

test('a row says how many answers there are of how many, and the time left, which stands still in a pause', () => {
	const { place, send } = openTable(1);
	const cell = (name: string) => place.querySelector(`tbody td.${name}`)?.textContent?.trim();
	expect(cell('time')).toBe('—');
	send({ time: { endsAt: 1000 + 10 * 60_000 } }, 0);
	expect(cell('time')).toBe('10 min');
	const paused = { endsAt: 1000 + 10 * 60_000, stoodSince: 1000 - 5 * 60_000 };
	send({ time: { ...paused, pausedSince: paused.stoodSince } }, 0);
	expect(cell('time')).toBe('15 min');
});
