import { expect, test } from 'vitest';
import { page } from 'vitest/browser';
import { MediaShelf } from '#app/responses/media-shelf.svelte.ts';
import { mounted } from '#app/testing/mounted.ts';
import type { ReleasedResults } from '#sync/schema/release.ts';
import { everyItem } from '#sync/testing/every-item.ts';
import ItemCard from './ItemCard.svelte';

type Released = ReleasedResults['items'][number];

function open(item: Partial<Released>) {
	mounted(ItemCard, {
		item: { item: 'single', place: 2, question: everyItem.single_choice, ...item },
		attempt: 'attempt',
		requests: [],
		onask: null,
		onwithdraw: () => undefined,
		media: new MediaShelf((hash) => hash),
		lang: 'en'
	});
}

test('a correction that was sent stands between the number of the question and the question', () => {
	open({ corrections: [{ at: 1, text: 'July is meant' }] });
	const said = page.getByText('July is meant').element();
	const prompt = page.getByText('Which one?').element();
	expect(page.getByText('Correction', { exact: true }).elements()).toHaveLength(1);
	expect(said.compareDocumentPosition(prompt)).toBe(Node.DOCUMENT_POSITION_FOLLOWING);
});

test('one that was sent after the hand-in says so', () => {
	open({ corrections: [{ at: 1, text: 'August is meant', untold: 'after_hand_in' }] });
	expect(page.getByText('Corrected after you handed in').elements()).toHaveLength(1);
	expect(page.getByText('Correction', { exact: true }).elements()).toHaveLength(0);
});

test('one that was sent before the hand-in and did not arrive is not called later', () => {
	open({ corrections: [{ at: 1, text: 'May is meant', untold: 'did_not_arrive' }] });
	const title = 'This correction did not reach you before you handed in';
	expect(page.getByText(title).elements()).toHaveLength(1);
	expect(page.getByText('Corrected after you handed in').elements()).toHaveLength(0);
});

test('without a correction nothing is said of one', () => {
	open({});
	expect(page.getByText('Correction').elements()).toHaveLength(0);
});

const labels = {
	question: everyItem.drag_picture,
	reason: 'partly_correct',
	response: {
		type: 'drag_picture',
		placed: [
			{ zone: 'top', option: 'leaf' },
			{ zone: 'foot', option: 'stone' }
		]
	}
} satisfies Partial<Released>;
const key = {
	type: 'drag_picture',
	placed: [
		{ zone: 'top', options: ['leaf'] },
		{ zone: 'foot', options: ['root'] }
	]
} satisfies Released['right'];

test('of labels on a picture it is said which are not right, where the key is let out', async () => {
	open({ ...labels, right: key });
	await expect.element(page.getByText('Option stone').first()).toBeVisible();
	const lines = [...document.querySelectorAll('.typed p')].map((line) =>
		(line.textContent ?? '').replace(/\s+/g, ' ').trim()
	);
	expect(lines).toEqual([
		expect.stringMatching(/Option leaf Correct$/),
		expect.stringMatching(/Option stone Not correct$/)
	]);
});

test('where the key is not let out, or the question is struck, no label is judged', () => {
	open(labels);
	open({ ...labels, right: key, struck: 'full' });
	const lines = [...document.querySelectorAll('.typed p')].map(({ textContent }) => textContent);
	expect(lines).toHaveLength(4);
	expect(lines.join()).not.toMatch(/orrect/);
});
