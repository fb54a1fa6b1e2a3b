import { afterEach, expect, test } from 'vitest';
import { page } from 'vitest/browser';
import { mountedWithToasts } from '#app/testing/mounted.ts';
import type { SittingPlan } from '#sync/schema/plan.ts';
import type { RosterEntry } from '#sync/schema/roster.ts';
import type { SittingApi } from '../sitting-api.ts';
import { OpenPlan } from './plan.svelte.ts';
import PlanRoster from './PlanRoster.svelte';

const ada: RosterEntry = {
	attempt: 'ada',
	name: 'Ada',
	state: 'ready',
	group: null,
	opensAt: null,
	accommodation: {
		addedMs: 900_000,
		breaksMs: 300_000,
		largerText: false,
		reader: true,
		off: ['camera'],
		ownWindow: false
	}
};
const noor: RosterEntry = {
	attempt: 'noor',
	name: 'Noor',
	state: 'assigned',
	group: null,
	opensAt: null
};

/** Whoever is named in `begun` stays on the roster. */
function show({ mayWatch = true, roster = [ada, noor], begun = [] as string[] } = {}) {
	const removed: string[][] = [];
	const plan = $state({ opensAt: 0, standing: 'before', mayWatch, roster } as SittingPlan);
	const api = {
		plan: async () => plan,
		cohorts: async () => [],
		removeFromRoster: async (_id: string, attempts: string[]) => {
			removed.push(attempts);
			plan.roster = plan.roster.filter(
				({ attempt }) => begun.includes(attempt) || !attempts.includes(attempt)
			);
			return { withdrawn: attempts, begun };
		}
	};
	const open = new OpenPlan(api as unknown as SittingApi, 'one');
	mountedWithToasts(PlanRoster, { open, plan });
	return removed;
}
const row = (name: string) => page.getByRole('row', { name: new RegExp(`^${name}`) });
const takeOff = (name: string) => page.getByRole('button', { name: `Take off: ${name}` });
const question = () => page.getByRole('alertdialog', { name: 'Take Ada off the roster?' });

test('beside a student stands what applies to them, in the words of the hall', async () => {
	show();
	const said = (name: string) =>
		row(name).getByRole('rowheader').element().textContent?.replaceAll(/\s+/g, ' ').trim();
	await expect.element(row('Ada')).toBeVisible();
	expect(said('Ada')).toBe(
		'Ada Accommodations: 15 minutes more · Breaks of 5 minutes in all, with the clock stopped · No camera · Read aloud: speech is expected'
	);
	expect(said('Noor')).toBe('Noor');
});

test('who is not on the staff is told that accommodations are shown to the staff', async () => {
	show({ mayWatch: false, roster: [noor] });
	await expect.element(page.getByText(/shown to the staff of the sitting only/)).toBeVisible();
});

test('taking somebody off is asked first, says that nothing written is deleted, and can be left', async () => {
	const removed = show();
	await takeOff('Ada').click();
	await expect.element(question().getByText(/Nothing they have written is deleted/)).toBeVisible();
	await question().getByRole('button', { name: 'Cancel' }).click();
	expect(question().query()).toBeNull();
	expect(removed).toEqual([]);
	await expect.element(takeOff('Ada')).toHaveFocus();
});

test('confirmed, the student is off the roster, and the focus is on the one in their place', async () => {
	const removed = show();
	await takeOff('Ada').click();
	await question().getByRole('button', { name: 'Take off the roster' }).click();
	await expect.element(takeOff('Noor')).toHaveFocus();
	expect(removed).toEqual([['ada']]);
	expect(row('Ada').query()).toBeNull();
});

test('who has begun meanwhile stays, and that is said', async () => {
	show({ begun: ['ada'] });
	await takeOff('Ada').click();
	await question().getByRole('button', { name: 'Take off the roster' }).click();
	await expect.element(page.getByText('Ada has begun, and stays.')).toBeVisible();
	await expect.element(row('Ada')).toBeVisible();
});

const long: RosterEntry = {
	...ada,
	attempt: 'long',
	name: 'Wolfeschlegelsteinhausenbergerdorff-Featherstonehaugh Maria Magdalena',
	group: 'Spätnachmittagsvorbereitungsgruppe'
};
const WIDE = { width: 1280, height: 800 };
afterEach(async () => {
	document.documentElement.removeAttribute('dir');
	await page.viewport(WIDE.width, WIDE.height);
});

test.for(['ltr', 'rtl'])(
	'%s: on a phone the roster is rows that wrap, nothing of it lies beyond the screen',
	async (dir) => {
		document.documentElement.dir = dir;
		await page.viewport(390, 844);
		show({ roster: [long, ada, noor] });
		const place = page.getByRole('region', { name: 'Roster' }).element();
		expect(place.scrollWidth).toBe(place.clientWidth);
		expect(document.documentElement.scrollWidth).toBeLessThanOrEqual(390);
		const { left, right } = takeOff('Ada').element().getBoundingClientRect();
		expect([left >= 0, right <= 390]).toEqual([true, true]);
		// Who hears it still hears a table with its columns.
		expect(page.getByRole('columnheader', { name: 'Group' }).elements()).toHaveLength(1);
		await expect.element(row('Noor')).toBeVisible();
	}
);
