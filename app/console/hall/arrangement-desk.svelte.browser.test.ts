import { flushSync, mount, unmount } from 'svelte';
import { afterEach, expect, test } from 'vitest';
import { page } from 'vitest/browser';
import { nothingArranged, type ArrangementAnswer } from '#sync/schema/arrangement.ts';
import ArrangementDesk from './ArrangementDesk.svelte';
import { Hall } from './hall.svelte.ts';
import { attemptRowFixture } from './row-fixture.ts';

let end: () => unknown = () => undefined;
afterEach(async () => {
	await end();
	document.body.replaceChildren();
	location.hash = '';
});

const asked = {
	id: '00000000-0000-4000-8000-00000000000a',
	reason: 'camera' as const,
	words: 'My room.',
	askedAt: 1_700_000_000_000,
	withdrawn: false,
	answer: null
};

function hallOf(...rows: Parameters<typeof attemptRowFixture>[0][]) {
	const hall = new Hall({
		now: () => 0,
		compareNames: (a, b) => (a < b ? -1 : 1),
		say: () => undefined
	});
	hall.receive({ type: 'snapshot', version: 1, now: 1000, rows: rows.map(attemptRowFixture) });
	return hall;
}

const waiting = hallOf({ state: 'ready', arrangement: asked }).asking;
const section = () => page.getByRole('region', { name: 'Cannot accept the notice 1' });

/** Somebody whose focus is elsewhere, before the rows are there. */
function arrive() {
	const elsewhere = document.createElement('button');
	elsewhere.textContent = 'Elsewhere';
	document.body.append(elsewhere);
	elsewhere.focus();
	const props = $state({
		rows: [] as typeof waiting,
		loaded: false,
		mayArrange: true,
		onanswer: async () => undefined
	});
	const mounted = mount(ArrangementDesk, { target: document.body, props });
	end = () => unmount(mounted);
	flushSync();
	return {
		load(rows: typeof waiting) {
			props.rows = rows;
			props.loaded = true;
			flushSync();
		}
	};
}

function show(mayArrange: boolean) {
	const said: [string, ArrangementAnswer][] = [];
	const { asking } = hallOf({ state: 'ready', arrangement: asked });
	const mounted = mount(ArrangementDesk, {
		target: document.body,
		props: {
			rows: asking,
			loaded: true,
			mayArrange,
			onanswer: async (id: string, answer: ArrangementAnswer) => said.push([id, answer])
		}
	});
	end = () => unmount(mounted);
	flushSync();
	return said;
}

test('who waits stands there, the longest first; who was answered, took it back or has begun does not', () => {
	const { asking, counts } = hallOf(
		{ attempt: 'a', state: 'ready', arrangement: { ...asked, askedAt: 2 } },
		{ attempt: 'b', state: 'assigned', arrangement: { ...asked, askedAt: 1 } },
		{ attempt: 'c', state: 'ready', arrangement: { ...asked, withdrawn: true } },
		{ attempt: 'd', state: 'in_progress', arrangement: asked },
		{
			attempt: 'e',
			state: 'ready',
			arrangement: { ...asked, answer: { at: 3, by: 'Ana', granted: null, words: 'x' } }
		}
	);
	expect(asking.map(({ attempt }) => attempt)).toEqual(['b', 'a']);
	expect([counts.look, counts.waiting]).toEqual([2, 4]);
});

test('a teacher agrees with one press: what the student named is ticked', async () => {
	const said = show(true);
	await page.getByRole('button', { name: 'Answer' }).click();
	const dialog = page.getByRole('dialog', { name: 'Answer Ana Duarte' });
	await expect.element(dialog.getByRole('checkbox', { name: 'No camera' })).toBeChecked();
	await dialog.getByRole('button', { name: 'Send the answer' }).click();
	await expect.poll(() => document.querySelector('dialog')).toBeNull();
	expect(said).toEqual([
		[asked.id, { granted: { ...nothingArranged, noCamera: true }, words: '' }]
	]);
});

test('a proctor answers in words, and not with nothing', async () => {
	const said = show(false);
	await page.getByRole('button', { name: 'Answer' }).click();
	const dialog = page.getByRole('dialog');
	expect(dialog.getByRole('checkbox').elements()).toEqual([]);
	await dialog.getByRole('button', { name: 'Send the answer' }).click();
	await expect.element(dialog.getByText(/Switch something off, or write a word/)).toBeVisible();
	await dialog.getByLabelText('A word to the student').fill('Come to room 4.');
	await dialog.getByRole('button', { name: 'Send the answer' }).click();
	await expect.poll(() => said).toEqual([[asked.id, { granted: null, words: 'Come to room 4.' }]]);
});

test('whoever comes by a link to those who wait has them in view, counted', async () => {
	location.hash = '#asking';
	const came = arrive();
	await expect.element(page.getByRole('button', { name: 'Elsewhere' })).toHaveFocus();
	came.load(waiting);
	await expect.element(section()).toHaveFocus();
});

test('once somebody is there, whoever asks takes the focus from nobody, by whatever link they came', async () => {
	location.hash = '#asking';
	const came = arrive();
	const elsewhere = page.getByRole('button', { name: 'Elsewhere' });
	came.load([]);
	came.load(waiting);
	await expect.element(section()).toBeVisible();
	await expect.element(elsewhere).toHaveFocus();
	came.load([]);
	expect(section().query()).toBeNull();
	came.load(waiting);
	await expect.element(section()).toBeVisible();
	await expect.element(elsewhere).toHaveFocus();
});
