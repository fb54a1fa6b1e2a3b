import fc from 'fast-check';
import { expect, test } from 'vitest';
import * as Y from 'yjs';
import type { Draft, DraftItem } from '../schema/draft.ts';
import { authored, itemTypes } from '../testing/every-item.ts';
import { changeItem, sharedAt, sharedItem } from './change-item.ts';
import { readDraft, writeDraft } from './draft-document.ts';

const draft: Draft = {
	title: 'Everything',
	instructions: '',
	language: 'en',
	navigation: 'free',
	passPercent: null,
	sections: [
		{
			id: 'only',
			title: '',
			instructions: '',
			shuffle: false,
			draw: null,
			items: itemTypes.map((type) => ({ ...authored(type), bank: null }))
		}
	]
};
function two(): [Y.Doc, Y.Doc, () => void] {
	const one = new Y.Doc();
	writeDraft(one, draft);
	const other = new Y.Doc();
	const meet = () => {
		const [a, b] = [Y.encodeStateAsUpdate(one), Y.encodeStateAsUpdate(other)];
		Y.applyUpdate(other, a);
		Y.applyUpdate(one, b);
	};
	meet();
	return [one, other, meet];
}
function itemOf(doc: Y.Doc, id: string): DraftItem {
	const found = readDraft(doc);
	if (!found.ok) throw new Error(JSON.stringify(found.problems));
	const item = found.draft.sections[0]?.items.find((each) => each.item.id === id);
	if (!item) throw new Error(id);
	return item;
}
type Change = (now: DraftItem) => DraftItem;
const options = (
	change: (list: { id: string; text: string }[]) => { id: string; text: string }[]
) =>
	((now) => ({
		...now,
		item: { ...now.item, options: change('options' in now.item ? now.item.options : []) }
	})) as Change;

test('what was changed is read again, and what was not stays, for every type', () => {
	for (const type of itemTypes) {
		const [one] = two();
		const item = { ...authored(type), bank: null };
		const next: DraftItem = { ...item, name: 'Anew', tags: ['a', 'b'], feedback: null };
		changeItem(one, item.item.id, () => next);
		expect(itemOf(one, item.item.id)).toEqual(next);
		changeItem(one, item.item.id, (now) => ({ ...now, ...item }));
		expect(itemOf(one, item.item.id)).toEqual(item);
	}
});

test('a change that changes nothing writes nothing', () => {
	const [one] = two();
	let updates = 0;
	one.on('update', () => updates++);
	for (const type of itemTypes) changeItem(one, authored(type).item.id, (now) => ({ ...now }));
	expect(updates).toBe(0);
});

test('two who change different fields of one item, and different gaps of one key, keep both', () => {
	const [one, other, meet] = two();
	const weigh =
		(gap: string, weight: number): Change =>
		(now) =>
			now.solution?.type === 'gap_text'
				? {
						...now,
						solution: {
							...now.solution,
							gaps: now.solution.gaps.map((each) => (each.gap === gap ? { ...each, weight } : each))
						}
					}
				: now;
	changeItem(one, 'gaps', weigh('w', 3));
	changeItem(other, 'gaps', weigh('n', 7));
	changeItem(one, 'gaps', (now) => ({ ...now, name: 'By one' }));
	changeItem(other, 'gaps', (now) => ({ ...now, item: { ...now.item, points: 9 } as never }));
	meet();
	expect(itemOf(one, 'gaps')).toEqual(itemOf(other, 'gaps'));
	const { name, item, solution } = itemOf(one, 'gaps');
	expect([name, item.points]).toEqual(['By one', 9]);
	expect(solution?.type === 'gap_text' && solution.gaps.map(({ weight }) => weight)).toEqual([
		3, 7, 1
	]);
});

test('an option that is added, and letters that are typed in another, meet', () => {
	const [one, other, meet] = two();
	changeItem(
		one,
		'single',
		options((list) => list.toSpliced(1, 0, { id: 'new', text: 'In between' }))
	);
	const place = sharedAt(sharedItem(other, 'single') as Y.Map<unknown>, [
		'item',
		'options',
		'b',
		'text'
	]);
	(place?.map.get('text') as Y.Text).insert(0, 'The ');
	meet();
	const { item } = itemOf(one, 'single');
	expect('options' in item && item.options.map(({ text }) => text)).toEqual([
		'Option a',
		'In between',
		'The Option b',
		'Option c'
	]);
});

test('a list ends in the order it was given, whatever order that is', () => {
	fc.assert(
		fc.property(
			fc.uniqueArray(fc.constantFrom('a', 'b', 'c', 'd', 'e'), { minLength: 2 }),
			(ids) => {
				const [one] = two();
				const list = ids.map((id) => ({ id, text: id }));
				changeItem(
					one,
					'ordering',
					options(() => list)
				);
				const { item } = itemOf(one, 'ordering');
				expect('options' in item && item.options).toEqual(list);
			}
		)
	);
});

test('two who each remove an option of three leave a draft that is read, alike for both', () => {
	const [one, other, meet] = two();
	for (const [doc, id] of [
		[one, 'a'],
		[other, 'c']
	] as const)
		changeItem(
			doc,
			'single',
			options((list) => list.filter((option) => option.id !== id))
		);
	meet();
	expect(itemOf(one, 'single')).toEqual(itemOf(other, 'single'));
	const { item } = itemOf(one, 'single');
	expect('options' in item && item.options.map(({ id }) => id)).toEqual(['b', 'more-1']);
});

test('a shape of another kind is put in whole, and what moved the old one meanwhile spoils nothing', () => {
	const [one, other, meet] = two();
	const shape =
		(next: object): Change =>
		(now) =>
			({
				...now,
				item: {
					...now.item,
					areas:
						'areas' in now.item
							? now.item.areas.with(0, { ...now.item.areas[0], shape: next } as never)
							: []
				}
			}) as DraftItem;
	changeItem(one, 'hotspot', shape({ kind: 'rectangle', x: 0, y: 0, width: 1, height: 1 }));
	changeItem(other, 'hotspot', shape({ kind: 'circle', x: 0.9, y: 0.2, radius: 0.1 }));
	meet();
	const { item } = itemOf(other, 'hotspot');
	expect('areas' in item && item.areas[0]?.shape.kind).toBe('rectangle');
});

test('two who write what is said to typed answers lose nothing of each other, nor of what was there', () => {
	const [one, other, meet] = two();
	const typed = (now: DraftItem) => now.feedback?.typed ?? [];
	const change = (doc: Y.Doc, next: (all: ReturnType<typeof typed>) => ReturnType<typeof typed>) =>
		changeItem(doc, 'short', (now) => ({
			...now,
			feedback: { ...now.feedback, item: 'short', typed: next(typed(now)) }
		}));
	const text = { input: 'text', caseSensitive: false, wildcards: false } as const;
	change(one, (all) => [{ id: 'said-9', ...text, answer: 'Oslo', text: 'North.' }, ...all]);
	change(other, (all) => all.map((each) => ({ ...each, text: `${each.text}!` })));
	meet();
	for (const doc of [one, other])
		expect(typed(itemOf(doc, 'short')).map(({ id, text }) => [id, text])).toEqual([
			['said-9', 'North.'],
			['said-1', 'typed the key!'],
			['said-2', 'typed the key!']
		]);
	const shared = sharedItem(one, 'short');
	const words = shared && sharedAt(shared, ['feedback', 'typed', 'said-1', 'text']);
	expect(words?.map.get(words.key)).toBeInstanceOf(Y.Text);
});

test('a draft from before typed answers had words of their own reads as it did', () => {
	const [one] = two();
	changeItem(one, 'short', (now) => ({ ...now, feedback: { item: 'short', wrong: 'No.' } }));
	expect(itemOf(one, 'short').feedback).toEqual({ item: 'short', wrong: 'No.' });
});
