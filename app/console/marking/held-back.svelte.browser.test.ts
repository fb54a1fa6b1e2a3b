/** A mark that does not fit: held back where it is typed, and led back to where the edge did not take it. */
import { flushSync, mount, unmount } from 'svelte';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { overwriteGetLocale } from '#app/i18n/generated/runtime.js';
import type { KeptMark, MarkStore } from '#app/device/mark-store.ts';
import type { Answer, MarkingOverview } from '#sync/schema/marking.ts';
import { Desk } from './desk.svelte.ts';
import MarkCard from './MarkCard.svelte';
import { MarkQueue } from './mark-queue.svelte.ts';
import SaveWords from './SaveWords.svelte';

const shown: Record<string, unknown>[] = [];
beforeEach(() => overwriteGetLocale(() => 'en'));
afterEach(async () => {
	for (const one of shown.splice(0)) await unmount(one);
	document.body.replaceChildren();
});

const progress = { waiting: 2, marked: 0, secondWaiting: 0, toModerate: 0, forMe: 2 };
const item = (id: string, number: number): MarkingOverview['items'][number] => ({
	item: { id, type: 'essay', prompt: 'Why?', points: 4 },
	rubric: null,
	number,
	criteria: [{ id: 'c1', text: 'Says why', points: 2 }],
	markers: [],
	mine: true,
	toDecide: 0,
	progress
});
const answer = (script: string): Answer => ({
	...{ script, alias: script.toUpperCase(), studentName: null, attempt: null, item: 'essay' },
	...{ maximum: 4, state: 'waiting', second: false, response: null, numbers: [], mine: null },
	...{ changed: false, answered: '', others: [], points: null, can: 'mark' }
});
const refused = (script: string, of: string): KeptMark => ({
	...{ version: 1, key: `p/${script}/${of}/marker`, person: 'p', sitting: 's', script, item: of },
	...{ as: 'marker', save: crypto.randomUUID(), revision: 0, savedAt: 1, theirs: null },
	...{ state: 'refused', refused: 'scores_refused' },
	mark: { points: 4, comment: '', scores: [], annotations: [], done: true }
});

async function open(kept: KeptMark[] = []) {
	const store: MarkStore = {
		marks: async () => kept,
		put: async () => {},
		update: async (row) => row,
		remove: async () => {},
		flags: async () => [],
		setFlag: async () => {}
	};
	const queue = new MarkQueue({
		...{ person: 'p', sitting: 's', store, send: async () => [], answered: () => {} },
		...{ now: () => 1, newId: () => crypto.randomUUID() }
	});
	await queue.load();
	const desk = new Desk({
		...{ item: item('essay', 3), step: 0.5, queue },
		load: async () => ({ answers: [answer('a'), answer('b')], next: null })
	});
	await desk.load('mine');
	return { desk, queue };
}

test('more than a criterion has is said at its field, which gets the focus when somebody wants to save', async () => {
	const { desk } = await open();
	const card = mount(MarkCard, {
		target: document.body,
		props: {
			desk,
			onsave: () => void desk.save().then((taken) => taken || card.focus()),
			onstep: () => {}
		}
	});
	shown.push(card);
	flushSync();
	const field = page.getByLabelText('Says why');
	await field.fill('3');
	await expect.element(field).toHaveAttribute('aria-invalid', 'true');
	await expect.element(field).toHaveAccessibleDescription('There are 2 points at most.');
	await page.getByRole('button', { name: 'Save and go on' }).click();
	await expect.element(field).toHaveFocus();
	await userEvent.keyboard('2');
	await expect.element(field).not.toHaveAttribute('aria-invalid');
});

test('a mark that was not taken says why, and leads back to its answer, on this desk or another', async () => {
	const { desk, queue } = await open([refused('b', 'essay'), refused('c', 'other')]);
	const went: string[] = [];
	const overview = {
		...{ sitting: 's', items: [item('essay', 3), item('other', 5)] }
	} as unknown as MarkingOverview;
	shown.push(
		mount(SaveWords, {
			target: document.body,
			props: { desk, queue, overview, ongo: (script: string) => went.push(script) }
		})
	);
	flushSync();
	await page.getByRole('button', { name: 'B: Points of a criterion do not fit it.' }).click();
	expect(went).toEqual(['b']);
	await expect
		.element(page.getByRole('link', { name: 'Question 5: Points of a criterion do not fit it.' }))
		.toHaveAttribute('href', '/console/sittings/s/marking/other?show=all&answer=c');
});
