import { flushSync, mount, unmount } from 'svelte';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { Told } from '#app/api/asked.svelte.ts';
import { overwriteGetLocale } from '#app/i18n/generated/runtime.js';
import type { MarkingOverview } from '#sync/schema/marking.ts';
import { MarkingApi } from './marking-api.ts';
import MarkersDialog from './MarkersDialog.svelte';
import SettingsDialog from './SettingsDialog.svelte';

let shown: Record<string, unknown> | null = null;
beforeEach(() => overwriteGetLocale(() => 'en'));
afterEach(async () => {
	if (shown) await unmount(shown);
	shown = null;
	document.body.replaceChildren();
});

const id = (n: number) => `4e1b7f0a-0f6e-4c38-9d0b-0c9a4b3e2a1${n}`;
const progress = { waiting: 1, marked: 0, secondWaiting: 0, toModerate: 0, forMe: 1 };
const overview: MarkingOverview = {
	sitting: id(0),
	exam: id(1),
	form: id(2),
	title: 'Physics',
	revision: 1,
	state: 'open',
	closedAt: null,
	namesHidden: true,
	settings: {
		blind: true,
		second: 'none',
		sampleShare: 0.2,
		tolerance: 1,
		combine: 'mean',
		step: 0.5,
		passPercent: 50
	},
	scripts: 3,
	items: [
		{
			item: { id: 'q1', type: 'essay', prompt: 'Why?', points: 4 },
			rubric: null,
			number: 1,
			criteria: [],
			markers: [],
			mine: true,
			toDecide: 0,
			progress
		} as unknown as MarkingOverview['items'][number]
	],
	progress,
	markers: [
		{ id: id(3), name: 'Ada', owner: true },
		{ id: id(4), name: 'Ben', owner: false }
	],
	may: { manage: true, moderate: true, decide: true },
	held: 0,
	writing: false
};
const newer = {
	...overview,
	revision: 2,
	settings: { ...overview.settings, step: 0.25 as const }
};

function open(dialog: typeof SettingsDialog, api = new MarkingApi(() => undefined)) {
	const props = $state({
		open: true,
		api,
		overview,
		told: new Told(),
		onchange: (next: MarkingOverview) => {
			props.overview = next;
		}
	});
	shown = mount(dialog, { target: document.body, props });
	flushSync();
	return props;
}
const pass = page.getByRole('textbox', { name: 'Pass mark in %' });
const news = page.getByText(/Somebody else changed this meanwhile/);

test('what is typed stays when the page asks again, and nothing is said where nothing changed', async () => {
	const props = open(SettingsDialog);
	await userEvent.fill(pass, '65');
	props.overview = { ...overview, scripts: 4, settings: { ...overview.settings } };
	flushSync();
	await expect.element(pass).toHaveValue('65');
	expect(news.elements()).toEqual([]);
});

test('rules that somebody else changed while one types are shown and said, and what is typed stays', async () => {
	const props = open(SettingsDialog);
	await userEvent.fill(pass, '65');
	props.overview = newer;
	flushSync();
	await expect.element(pass).toHaveValue('65');
	await expect
		.element(page.getByRole('combobox', { name: 'Smallest step of points' }))
		.toHaveValue('0.25');
	await expect.element(news).toBeVisible();
});

test('rules refused because somebody was faster are loaded, and saved at the next try', async () => {
	const bodies: { revision: number; settings: unknown }[] = [];
	const api = new MarkingApi(
		() => undefined,
		async (_url, { method, body }) => {
			if (method === 'GET') return Response.json(newer);
			const sent = JSON.parse(String(body)) as (typeof bodies)[number];
			bodies.push(sent);
			if (sent.revision === 2) return Response.json({ ...newer, revision: 3 });
			const problem = { type: 'x', title: 'Conflict', status: 409, code: 'conflict', detail: 'x' };
			return Response.json({ ...problem, evidence: { because: 'stale' } }, { status: 409 });
		}
	);
	open(SettingsDialog, api);
	await userEvent.fill(pass, '65');
	const save = page.getByRole('button', { name: 'Save rules' });
	await save.click();
	await expect.element(page.getByText(/so nothing was saved/)).toBeVisible();
	await save.click();
	await expect.poll(() => page.getByRole('dialog').elements()).toEqual([]);
	expect(bodies.at(-1)).toMatchObject({ revision: 2, settings: { passPercent: 65, step: 0.25 } });
});

test('markers that are being chosen stay when the page asks again', async () => {
	const props = open(MarkersDialog);
	const ben = page.getByRole('checkbox', { name: 'Ben' });
	await ben.click();
	props.overview = { ...overview };
	flushSync();
	await expect.element(ben).toBeChecked();
	expect(news.elements()).toEqual([]);
});
