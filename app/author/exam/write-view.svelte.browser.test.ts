import { expect, test } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import * as Y from 'yjs';
import { mountedWithToasts } from '#app/testing/mounted.ts';
import { writeDraft } from '#sync/draft/draft-document.ts';
import type { Draft, DraftItem } from '#sync/schema/draft.ts';
import { authored } from '#sync/testing/every-item.ts';
import type { BankAdd, BankApi } from '../bank-api.ts';
import { LiveDraft } from './draft.svelte.ts';
import WriteView from './WriteView.svelte';

const question: DraftItem = { ...authored('true_false'), name: 'Earth', bank: null };
const KEPT = '4e1b7f0a-0f6e-4c38-9d0b-0c9a4b3e2a10';
const section = { id: 's', title: '', instructions: '', shuffle: false, draw: null };

/** `known`: the bank has this question word for word. */
function show({ mayEdit = true, item = question, known = false } = {}) {
	const asked: BankAdd[] = [];
	const doc = new Y.Doc();
	writeDraft(doc, {
		title: 'Everything',
		instructions: '',
		language: 'en',
		navigation: 'free',
		passPercent: null,
		sections: [{ ...section, items: [item] }]
	} satisfies Draft);
	const live = new LiveDraft(doc, mayEdit, (run) => run());
	const bank = {
		add: async (body: BankAdd) => {
			asked.push(body);
			return { ids: [known ? null : KEPT], added: known ? 0 : 1, known: known ? 1 : 0 };
		}
	};
	const props = {
		live,
		get draft() {
			if (!live.draft) throw new Error('no draft');
			return live.draft;
		},
		editors: [],
		bank: bank as unknown as BankApi,
		open: item.item.id,
		onopen: () => undefined
	};
	mountedWithToasts(WriteView, props);
	return { asked, doc, kept: () => live.draft?.sections[0]?.items[0]?.bank };
}
/** A question that nobody has named. */
const unnamed: DraftItem = {
	...question,
	name: 'True or false',
	item: { ...question.item, prompt: ' ' }
};
const prompt = () => page.getByRole('textbox', { name: 'Question', exact: true });
const row = (name: string) => page.getByRole('button', { name, exact: true });

test('the name of a question that nobody named follows while it is written, for others too', async () => {
	const { doc } = show({ item: unnamed });
	const others = new LiveDraft(new Y.Doc(), true, (run) => run());
	doc.on('update', (update: Uint8Array) => Y.applyUpdate(others.doc, update));
	Y.applyUpdate(others.doc, Y.encodeStateAsUpdate(doc));
	await prompt().click();
	await userEvent.keyboard('Is the sky');
	await expect.element(row('Is the sky')).toBeVisible();
	await userEvent.keyboard(' blue?');
	await expect.element(row('Is the sky blue?')).toBeVisible();
	expect(others.item(unnamed.item.id)?.name).toBe('Is the sky blue?');
	expect(document.activeElement).toBe(prompt().element());
});

test('a name that somebody chose stays while the question is written', async () => {
	show({ item: { ...unnamed, name: 'Sky' } });
	await prompt().click();
	await userEvent.keyboard('Is it blue?');
	await expect.element(prompt()).toHaveValue('Is it blue?');
	await expect.element(row('Sky')).toBeVisible();
});

const keep = () => page.getByRole('button', { name: 'Keep in my questions' });

test('a question that was written in an exam is kept among one’s own, and is not offered a second time', async () => {
	const { asked, kept } = show();
	await keep().click();
	await expect.element(page.getByText('In your questions now: Earth')).toBeVisible();
	expect(asked).toMatchObject([{ shared: false, skipKnown: true, items: [{ name: 'Earth' }] }]);
	expect(kept()).toEqual({ item: KEPT, version: 1 });
	await expect.poll(() => keep().query()).toBeNull();
});

test('one that is there word for word is not added again, and that is said', async () => {
	const { kept } = show({ known: true });
	await keep().click();
	await expect.element(page.getByText('Your questions have it already: Earth')).toBeVisible();
	expect(kept()).toBeNull();
});

test('of the bank already, or not for this person to write, it is not offered', async () => {
	show({ item: { ...question, bank: { item: KEPT, version: 1 } } });
	await expect.element(page.getByText('Earth').first()).toBeVisible();
	expect(keep().query()).toBeNull();
});

test('who may only look is not offered to keep it', async () => {
	show({ mayEdit: false });
	await expect.element(page.getByText('Earth').first()).toBeVisible();
	expect(keep().query()).toBeNull();
});
