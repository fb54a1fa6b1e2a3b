import { afterEach, expect, test } from 'vitest';
import { page } from 'vitest/browser';
import { ApiError } from '#app/api/api-error.ts';
import { mountedWithToasts } from '#app/testing/mounted.ts';
import { tableRoles } from '#app/testing/table-roles.ts';
import type { Granted, SittingGrantRequest } from '#sync/schema/accommodation.ts';
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

const nothing: Granted = {
	timeMultiplier: 1,
	extraMinutes: 0,
	breakMinutes: 0,
	opensMinutes: 0,
	closesMinutes: 0,
	noCamera: false,
	noMicrophone: false,
	largerText: false,
	reader: false,
	noGaze: false,
	secondPerson: false
};
const GRANT = '00000000-0000-4000-8000-000000000001';
const here = (entry: RosterEntry): RosterEntry => ({
	...entry,
	grantedHere: { id: GRANT, by: 'Grace', at: 0, granted: { ...nothing, extraMinutes: 15 } }
});

/** Whoever is named in `begun` stays on the roster. */
function show({
	mayWatch = true,
	roster = [ada, noor],
	begun = [] as string[],
	refuses = null as string | null
} = {}) {
	const removed: string[][] = [];
	const told: unknown[] = [];
	const refuse = () => {
		if (refuses !== null)
			throw new ApiError('conflict', 'refused', { evidence: { because: refuses } });
	};
	const plan = $state({ opensAt: 0, standing: 'before', mayWatch, roster } as SittingPlan);
	const api = {
		plan: async () => plan,
		cohorts: async () => [],
		grant: async (_id: string, attempt: string, body: SittingGrantRequest) => {
			refuse();
			told.push([attempt, body.granted.extraMinutes, body.instead]);
			return { id: GRANT };
		},
		endGrant: async (_id: string, attempt: string, id: string) => {
			refuse();
			told.push([attempt, id]);
		},
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
	return { removed, told };
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
	const { removed } = show();
	await takeOff('Ada').click();
	await expect.element(question().getByText(/Nothing they have written is deleted/)).toBeVisible();
	await question().getByRole('button', { name: 'Cancel' }).click();
	expect(question().query()).toBeNull();
	expect(removed).toEqual([]);
	await expect.element(takeOff('Ada')).toHaveFocus();
});

test('confirmed, the student is off the roster, and the focus is on the one in their place', async () => {
	const { removed } = show();
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
	group: 'Spätnachmittagsvorbereitungsgruppe',
	opensAt: 3_600_000
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
		await expect.element(row('Noor')).toBeVisible();
	}
);

test('laid out as rows that wrap, every part says which part of a table it is', () => {
	show({ roster: [long, ada, noor] });
	expect(tableRoles(document.body)).toEqual({ right: 3 + 4 * (1 + 5), wrong: [] });
});

test.for([
	[{}, 3],
	[{ group: 'B' }, 4],
	[{ opensAt: 3_600_000 }, 4]
] as const)(
	'a column of groups, or of beginnings, is there where somebody has one of their own: %o',
	async ([own, count]) => {
		show({ roster: [{ ...ada, ...own }, noor] });
		await expect.element(row('Noor')).toBeVisible();
		expect(page.getByRole('columnheader').elements()).toHaveLength(count);
	}
);

test('on a phone the form under the roster is laid out as it is elsewhere', async () => {
	await page.viewport(390, 844);
	show();
	const field = page.getByRole('textbox', { name: 'Students’ addresses' }).element();
	const place = field.closest('.roster');
	expect(place && getComputedStyle(place).display).toBe('grid');
});

const give = (name: string) => page.getByRole('button', { name: `Extra time, breaks: ${name}` });
const dialog = () => page.getByRole('dialog', { name: /^Extra time and breaks for/ });
const minutes = () => dialog().getByRole('textbox', { name: 'Extra minutes' });

test('extra time is given to one student, for this sitting, and says so', async () => {
	const { told } = show();
	await give('Noor').click();
	await expect.element(dialog().getByText(/No reason is asked for/)).toBeVisible();
	await dialog().getByRole('button', { name: 'Give it' }).click();
	await expect.element(dialog().getByText(/Nothing is granted yet/)).toBeVisible();
	await minutes().fill('20');
	await dialog().getByRole('button', { name: 'Give it' }).click();
	await expect.element(page.getByText('Given to Noor, for this sitting')).toBeVisible();
	expect(told).toEqual([['noor', 20, null]]);
	expect(dialog().query()).toBeNull();
	await expect.element(give('Noor')).toHaveFocus();
});

test('what was given is changed as it stands, and taking it back is asked first', async () => {
	const { told } = show({ roster: [here(ada), noor] });
	await give('Ada').click();
	await expect.element(minutes()).toHaveValue('15');
	await expect.element(dialog().getByText(/Granted by Grace/)).toBeVisible();
	await dialog().getByRole('button', { name: 'Take it back' }).click();
	const asked = page.getByRole('alertdialog', { name: 'Take back what was given to Ada?' });
	await asked.getByRole('button', { name: 'Cancel' }).click();
	expect(told).toEqual([]);
	await give('Ada').click();
	await dialog().getByRole('button', { name: 'Take it back' }).click();
	await asked.getByRole('button', { name: 'Take it back' }).click();
	await expect.element(page.getByText('Taken back', { exact: true })).toBeVisible();
	expect(told).toEqual([['ada', GRANT]]);
});

test('who has begun meanwhile is given nothing here, and the way that is left is named', async () => {
	const { told } = show({ refuses: 'begun' });
	await give('Noor').click();
	await minutes().fill('20');
	await dialog().getByRole('button', { name: 'Give it' }).click();
	await expect.element(dialog().getByText(/Noor has begun meanwhile.*Add time/)).toBeVisible();
	expect(told).toEqual([]);
});

test('nothing is offered for who has begun, nor to who is not on the staff', async () => {
	show({ roster: [{ ...ada, state: 'in_progress' }] });
	await expect.element(row('Ada')).toBeVisible();
	expect(give('Ada').query()).toBeNull();
	show({ mayWatch: false, roster: [noor] });
	await expect.element(row('Noor')).toBeVisible();
	expect(give('Noor').query()).toBeNull();
});

test('a roster without anybody says how somebody comes onto it', async () => {
	show({ roster: [] });
	await expect.element(page.getByText('Nobody is on it yet.')).toBeVisible();
	await expect.element(page.getByText(/by address or by cohort, or let them/)).toBeVisible();
	expect(page.getByRole('table').query()).toBeNull();
});
