import { flushSync, mount, unmount } from 'svelte';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { overwriteGetLocale } from '#app/i18n/generated/runtime.js';
import type { Item } from '#sync/schema/item.ts';
import type { KeyPreview } from '#sync/schema/form-keys.ts';
import type { ReleaseState } from '#sync/schema/release.ts';
import KeyDialog from './KeyDialog.svelte';
import ReleaseDialog from './ReleaseDialog.svelte';
import { ResultsApi, type FormKeys } from './results-api.ts';

let shown: Record<string, unknown> | null = null;
beforeEach(() => overwriteGetLocale(() => 'en'));
afterEach(async () => {
	if (shown) await unmount(shown);
	shown = null;
	document.body.replaceChildren();
});

type Answer = (body: Record<string, unknown>) => unknown;
const refused = Symbol('refused');

/** An edge that answers `METHOD path` with what it is told to; `refused`: somebody was faster. */
function edge(answers: Record<string, Answer>) {
	const sent: { what: string; body: Record<string, unknown> }[] = [];
	const api = new ResultsApi(
		() => undefined,
		async (url, { method, body }) => {
			const what = `${method} ${url.replace('/api/v1', '')}`;
			const read = typeof body === 'string' ? (JSON.parse(body) as Record<string, unknown>) : {};
			sent.push({ what, body: read });
			const answer = answers[what]?.(read);
			if (answer !== refused) return Response.json(answer);
			const evidence = { because: 'stale' };
			const problem = {
				type: 'about:blank',
				title: 'Conflict',
				status: 409,
				code: 'conflict',
				evidence
			};
			return Response.json({ ...problem, detail: 'It was changed.' }, { status: 409 });
		}
	);
	return { api, sent };
}

const sitting = '4e1b7f0a-0f6e-4c38-9d0b-0c9a4b3e2a10';
const form = '4e1b7f0a-0f6e-4c38-9d0b-0c9a4b3e2a11';
const released: ReleaseState = {
	sitting,
	revision: 3,
	state: 'released',
	shows: { marks: true, answers: false, feedback: false, responses: true, comments: false },
	from: Date.now() - 5_000_000,
	requestsUntil: null,
	releasedAt: Date.now() - 5_000_000,
	accepted: 3,
	held: 0,
	waitingAnswers: 0,
	writing: null,
	linkUntil: null,
	rehearsal: false,
	mayChange: true
};
const path = `/marking/sittings/${sitting}/release`;
const box = (name: string) => page.getByRole('checkbox', { name, exact: true });

function openRelease(api: ResultsApi) {
	const props = $state({
		open: true,
		api,
		release: released,
		passMark: true,
		onchange: () => undefined,
		onnewer: (next: ReleaseState) => {
			props.release = next;
		}
	});
	shown = mount(ReleaseDialog, { target: document.body, props });
	flushSync();
	return props;
}

test('a release that somebody else changed: theirs is shown, what was chosen here stays, and it can be saved', async () => {
	const theirs = {
		...released,
		revision: 4,
		shows: { ...released.shows, responses: false, comments: true }
	};
	const { api, sent } = edge({
		[`PUT ${path}`]: ({ revision }) => (revision === 4 ? { ...theirs, revision: 5 } : refused),
		[`GET ${path}`]: () => theirs
	});
	openRelease(api);
	await box('Feedback of the questions').click();
	const save = page.getByRole('button', { name: 'Save what they see' });
	await save.click();
	await expect.element(page.getByText(/What they chose is shown now/)).toBeVisible();
	await expect.element(box('Feedback of the questions')).toBeChecked();
	await expect.element(box('Comments of the markers')).toBeChecked();
	await expect.element(box('Their own answers')).not.toBeChecked();
	await save.click();
	await expect.poll(() => page.getByRole('dialog').elements()).toEqual([]);
	const shows = { ...theirs.shows, feedback: true };
	expect(sent.at(-1)).toMatchObject({ what: `PUT ${path}`, body: { revision: 4, shows } });
});

test('who let answers wait is asked again when more of them wait', async () => {
	const { api } = edge({
		[`PUT ${path}`]: () => refused,
		[`GET ${path}`]: () => ({ ...released, revision: 4, waitingAnswers: 5 })
	});
	const props = openRelease(api);
	props.release = { ...released, waitingAnswers: 2 };
	const anyway = box('Release although they wait; they show as not marked yet');
	await anyway.click();
	await page.getByRole('button', { name: 'Save what they see' }).click();
	await expect.element(page.getByText('Answers nobody has marked: 5')).toBeVisible();
	await expect.element(anyway).not.toBeChecked();
});

const item = {
	id: 'mass',
	type: 'numeric',
	prompt: 'How heavy is it?',
	points: 2
} as unknown as Item;
const keys: FormKeys = {
	form,
	exam: form,
	title: 'Physics',
	items: [],
	version: 1,
	solutions: [
		{ type: 'numeric', item: 'mass', correct: 4, tolerance: { kind: 'absolute', amount: 0 } }
	] as FormKeys['solutions'],
	struck: [],
	versions: [],
	sittings: []
};
const previewOf = (letter: string, changed: number): KeyPreview => ({
	hash: letter.repeat(64),
	attempts: 9,
	changed,
	up: changed,
	down: 0,
	nowPassed: 0,
	nowFailed: 0,
	personsReplaced: 0,
	personsKept: 0,
	released: 0,
	items: [],
	rows: []
});
const keyPath = `/teacher/forms/${form}/keys`;

function openKey(api: ResultsApi) {
	let closed = 0;
	const props = $state({
		api,
		keys,
		item,
		onclose: () => closed++,
		onchange: () => undefined,
		onnewer: (next: FormKeys) => {
			props.keys = next;
		}
	});
	shown = mount(KeyDialog, { target: document.body, props });
	flushSync();
	return () => closed;
}

async function toPreview() {
	await userEvent.fill(page.getByRole('textbox', { name: 'What is right' }), '5');
	await page.getByRole('button', { name: 'See what changes' }).click();
	await userEvent.fill(page.getByRole('textbox', { name: 'Reason' }), 'The scale was off.');
	await page.getByRole('button', { name: 'Apply to everybody' }).click();
}

test('keys that somebody else changed are loaded again, and the number that was put in stays', async () => {
	const newer = { ...keys, version: 2, solutions: [{ ...keys.solutions[0], correct: 4.5 }] };
	const { api, sent } = edge({
		[`POST ${keyPath}/preview`]: () => previewOf('a', 3),
		[`POST ${keyPath}/apply`]: ({ version }) =>
			version === 2 ? { version: 3, keyHash: 'b'.repeat(64), changed: 3 } : refused,
		[`GET ${keyPath}`]: () => newer
	});
	const closed = openKey(api);
	await toPreview();
	await expect.element(page.getByText(/changed the keys meanwhile/)).toBeVisible();
	await expect.element(page.getByRole('textbox', { name: 'What is right' })).toHaveValue('5');
	await page.getByRole('button', { name: 'See what changes' }).click();
	await expect
		.element(page.getByRole('textbox', { name: 'Reason' }))
		.toHaveValue('The scale was off.');
	await page.getByRole('button', { name: 'Apply to everybody' }).click();
	await expect.poll(closed).toBe(1);
	expect(sent.at(-1)?.body).toMatchObject({ version: 2, because: 'The scale was off.' });
});

test('when only points changed meanwhile, what would change now is shown and can be applied', async () => {
	let looks = 0;
	const { api, sent } = edge({
		[`POST ${keyPath}/preview`]: () => (++looks === 1 ? previewOf('a', 3) : previewOf('c', 7)),
		[`POST ${keyPath}/apply`]: ({ hash }) =>
			hash === 'c'.repeat(64) ? { version: 2, keyHash: 'b'.repeat(64), changed: 7 } : refused,
		[`GET ${keyPath}`]: () => keys
	});
	const closed = openKey(api);
	await toPreview();
	await expect.element(page.getByText(/Points changed meanwhile/)).toBeVisible();
	await expect.element(page.getByText(/7 of 9/)).toBeVisible();
	await page.getByRole('button', { name: 'Apply to everybody' }).click();
	await expect.poll(closed).toBe(1);
	expect(sent.at(-1)?.body).toMatchObject({ because: 'The scale was off.' });
});

test('what a student will see follows the switches, and is said once something is changed', async () => {
	openRelease(edge({}).api);
	const listed = (name: string) =>
		page
			.getByRole('list', { name })
			.getByRole('listitem')
			.elements()
			.map(({ textContent }) => textContent);
	expect(listed('They will not see')).toContain('the right answers');
	const said = () => document.querySelector('dialog [role=status]')?.textContent;
	expect(said()).toBe('');
	await box('Questions and what was right').click();
	await expect.poll(() => listed('Students will see')).toContain('the right answers');
	expect(listed('They will not see')).not.toContain('the right answers');
	expect(said()).toMatch(/^Students will see: .*the right answers.* They will not see: /);
});
