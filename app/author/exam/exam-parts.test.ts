import { authored } from '#sync/testing/every-item.ts';
import { expect, test } from 'vitest';
import * as Y from 'yjs';
import { shifted } from './bound-text.ts';
import { fetchDraftItems } from './from-bank.ts';
import { neighbour } from './neighbour.ts';
import { editorsOf, initials } from './presence.ts';

test('a caret stays at its letter while others write before, around and behind it', () => {
	const text = new Y.Doc().getText();
	text.insert(0, 'one two three');
	const carets: number[] = [];
	text.observe(({ delta }) => carets.push(shifted(4, delta)));
	text.insert(0, 'zero ');
	text.delete(0, 5);
	text.delete(2, 6);
	text.insert(7, '!');
	text.insert(4, '?');
	expect(carets).toEqual([9, 0, 2, 4, 4]);
});

test('attack: an editor that says something else about itself is not shown', () => {
	const ada = { user: { name: 'Ada', item: 'item-1' } };
	const states = new Map<number, unknown>([
		[9, { user: { name: 'Me', item: null } }],
		[5, ada],
		[7, { user: { name: '', item: null } }],
		[3, { user: { name: { toString: 'x' }, item: 4 } }],
		[2, null],
		[4, { user: { name: 'Bo', item: null, caret: { tname: 'made' } } }]
	]);
	const none = { caret: null };
	expect(editorsOf(states, 9)).toEqual([
		{ client: 4, name: 'Bo', item: null, lane: 3, ...none },
		{ client: 5, name: 'Ada', item: 'item-1', lane: 4, ...none }
	]);
	expect(editorsOf(new Map([[5, ada]]), 5)).toEqual([]);
});

test('initials are those of the first and the last name', () => {
	expect(initials('Ada Maria Example')).toBe('AE');
	expect(initials(' éva ')).toBe('É');
});

test('items of the bank keep the order they were chosen in, and are named anew everywhere', async () => {
	const ids = Array.from({ length: 8 }, () => crypto.randomUUID());
	let next = 0;
	const items = await fetchDraftItems(
		ids,
		async (id) => ({
			id,
			version: 3,
			authored: authored('single_choice'),
			mine: true,
			shared: false,
			ownerName: '',
			versions: [],
			duplicates: []
		}),
		() => `item-${next++}`
	);
	expect(items.map(({ bank }) => bank?.item)).toEqual(ids);
	expect(items.map(({ item }) => item.id)).toEqual(ids.map((_, at) => `item-${at}`));
	for (const { item, solution, bank } of items) {
		expect(solution?.item).toBe(item.id);
		expect(bank?.version).toBe(3);
	}
});

test('once an item is gone the focus goes to the one behind it, else before it', () => {
	expect(neighbour(['a', 'b', 'c'], 'b')).toBe('c');
	expect(neighbour(['a', 'b', 'c'], 'c')).toBe('b');
	expect(neighbour(['a'], 'a')).toBeNull();
});
