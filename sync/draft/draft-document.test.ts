import fc from 'fast-check';
import * as Y from 'yjs';
import { describe, expect, test } from 'vitest';
import type { Draft, DraftItem } from '../schema/draft.ts';
import { authored, itemTypes } from '../testing/every-item.ts';
import {
	addItem,
	addSection,
	moveItem,
	readDraft,
	removeItem,
	removeSection,
	replaceDraft,
	replaceText,
	restoreItem,
	setHead,
	writeDraft
} from './draft-document.ts';
import { rankBetween } from './rank.ts';
import { readRemoved, sweepRemoved } from './removed.ts';

const every: DraftItem[] = itemTypes.map((type) => ({ ...authored(type), bank: null }));
const draft: Draft = {
	title: 'Everything',
	instructions: 'Answer all.',
	language: 'en',
	navigation: 'free',
	passPercent: 50,
	sections: [
		{
			id: 'first',
			title: 'One',
			instructions: '',
			shuffle: false,
			draw: null,
			items: every.slice(0, 9)
		},
		{
			id: 'second',
			title: 'Two',
			instructions: 'Then these.',
			shuffle: true,
			draw: null,
			items: every.slice(9)
		}
	]
};

const written = () => {
	const doc = new Y.Doc();
	writeDraft(doc, draft);
	return doc;
};
const copyOf = (doc: Y.Doc) => {
	const copy = new Y.Doc();
	Y.applyUpdate(copy, Y.encodeStateAsUpdate(doc));
	return copy;
};
const exchange = (a: Y.Doc, b: Y.Doc) => {
	const [fromA, fromB] = [Y.encodeStateAsUpdate(a), Y.encodeStateAsUpdate(b)];
	Y.applyUpdate(a, fromB);
	Y.applyUpdate(b, fromA);
};
const read = (doc: Y.Doc): Draft => {
	const found = readDraft(doc);
	if (!found.ok) throw new Error(JSON.stringify(found.problems));
	return found.draft;
};
const bare = { title: '', instructions: '', shuffle: false, draw: null };
const byAda = { by: 'Ada', at: 1_000 };
const essayIn = (doc: Y.Doc) => {
	const item = doc.getMap<Y.Map<unknown>>('items').get('essay')?.get('item');
	if (!(item instanceof Y.Map)) throw new Error('no essay');
	return item as Y.Map<unknown>;
};
const idsOf = (doc: Y.Doc) =>
	read(doc).sections.map(({ items }) => items.map(({ item }) => item.id));

test('a draft with an item of every type comes back as it was written', () => {
	expect(read(written())).toEqual(draft);
});

test('two who write into the same prompt at once both keep their words', () => {
	const one = written();
	const two = copyOf(one);
	const prompt = (doc: Y.Doc) => {
		const item = doc.getMap<Y.Map<unknown>>('items').get('essay')?.get('item');
		if (!(item instanceof Y.Map)) throw new Error('no item');
		return item as Y.Map<unknown>;
	};
	replaceText(prompt(one), 'prompt', 'Please discuss it.');
	replaceText(prompt(two), 'prompt', 'Discuss it at length.');
	exchange(one, two);
	const found = (doc: Y.Doc) => String(prompt(doc).get('prompt'));
	expect(found(one)).toBe(found(two));
	expect(found(one)).toContain('Please');
	expect(found(one)).toContain('at length');
});

test('an item that one moves while another changes it is moved and changed, and there once', () => {
	const one = written();
	const two = copyOf(one);
	moveItem(one, 'numeric', 'second', 0);
	two.getMap<Y.Map<unknown>>('items').get('numeric')?.set('name', 'Renamed');
	exchange(one, two);
	expect(idsOf(one)).toEqual(idsOf(two));
	expect(idsOf(one)[1]?.[0]).toBe('numeric');
	expect(
		idsOf(one)
			.flat()
			.filter((id) => id === 'numeric')
	).toEqual(['numeric']);
	expect(read(one).sections[1]?.items[0]?.name).toBe('Renamed');
});

test('what one takes away while another changes it is gone for both, and nothing else is', () => {
	const one = written();
	const two = copyOf(one);
	removeItem(one, 'essay', byAda);
	two.getMap<Y.Map<unknown>>('items').get('essay')?.set('name', 'Too late');
	setHead(two, 'title', 'Still everything');
	exchange(one, two);
	expect(read(one)).toEqual(read(two));
	expect(idsOf(one).flat()).not.toContain('essay');
	expect(read(one).title).toBe('Still everything');
});

test('what one takes out while another writes in it comes back with the other’s words, whoever brings it back', () => {
	for (const back of [0, 1] as const) {
		const docs = [written(), new Y.Doc()] as const;
		exchange(...docs);
		removeItem(docs[0], 'essay', byAda);
		replaceText(essayIn(docs[1]), 'prompt', 'My own words.');
		exchange(...docs);
		expect(readRemoved(docs[1])).toMatchObject([{ id: 'essay', by: 'Ada', at: 1_000 }]);
		restoreItem(docs[back], 'essay');
		exchange(...docs);
		for (const doc of docs) {
			expect(idsOf(doc)).toEqual(idsOf(written()));
			expect(String(essayIn(doc).get('prompt'))).toBe('My own words.');
			expect(readRemoved(doc)).toEqual([]);
		}
	}
});

test('what went with its section comes back at the end of the last one', () => {
	const doc = written();
	const ids = idsOf(doc);
	const id = String(ids[0]?.[0]);
	removeSection(doc, 'first', byAda);
	expect(idsOf(doc)).toEqual([ids[1]]);
	restoreItem(doc, id);
	expect(idsOf(doc)).toEqual([[...(ids[1] ?? []), id]]);
});

test('of more than 500 the oldest goes for good, and never by anybody’s clock alone', () => {
	const doc = written();
	removeItem(doc, 'essay', byAda);
	removeItem(doc, 'numeric', { by: 'Ada', at: Date.now() + 60 * 86_400_000 });
	sweepRemoved(doc);
	expect(readRemoved(doc).map(({ id }) => id)).toEqual(['numeric', 'essay']);
	for (let n = 0; n < 499; n++) {
		const extra: DraftItem = { ...authored('true_false'), bank: null };
		addItem(doc, 'first', { ...extra, item: { ...extra.item, id: `extra-${n}` } });
		removeItem(doc, `extra-${n}`, { by: 'Ada', at: 2_000 + n });
	}
	sweepRemoved(doc);
	const left = readRemoved(doc);
	expect([left.length, left.at(-1)?.id]).toEqual([500, 'extra-0']);
	expect(doc.getMap('items').has('essay')).toBe(false);
});

test('what one puts into a section while another removes it is listed with who did, and can be had back', () => {
	const docs = [written(), new Y.Doc()] as const;
	exchange(...docs);
	const extra: DraftItem = { ...authored('true_false'), bank: null };
	addItem(docs[0], 'first', { ...extra, item: { ...extra.item, id: 'extra' } });
	moveItem(docs[0], 'matching', 'first', 0);
	removeSection(docs[1], 'first', byAda);
	exchange(...docs);
	for (const doc of docs) {
		const removed = readRemoved(doc);
		expect(removed.find(({ id }) => id === 'extra')).toMatchObject(byAda);
		expect(removed.every(({ by }) => by === 'Ada')).toBe(true);
		expect([...idsOf(doc).flat(), ...removed.map(({ id }) => id)].toSorted()).toEqual(
			[...every.map(({ item }) => item.id), 'extra'].toSorted()
		);
	}
	restoreItem(docs[1], 'extra');
	expect(idsOf(docs[1]).at(-1)?.at(-1)).toBe('extra');
	expect(readRemoved(docs[1]).map(({ id }) => id)).not.toContain('extra');
});

test('brought back into a draft without sections, items of one section stand in one again, whoever of two does', () => {
	const one = written();
	const [some, other] = idsOf(one)[0] as [string, string];
	for (const id of ['first', 'second']) removeSection(one, id, byAda);
	const two = copyOf(one);
	restoreItem(one, some);
	restoreItem(two, other);
	exchange(one, two);
	for (const doc of [one, two]) {
		expect(idsOf(doc)).toHaveLength(1);
		expect(idsOf(doc)[0]?.toSorted()).toEqual([some, other].toSorted());
	}
});

test('a mark that cannot be read hides no item from both lists', () => {
	const doc = written();
	doc.getMap<unknown>('removed').set('essay', 'gone');
	expect(readRemoved(doc)).toEqual([
		expect.objectContaining({ id: 'essay', by: null, at: null, client: null })
	]);
});

test('an older version brought back has all of its items, also one that was taken out', () => {
	const doc = written();
	removeItem(doc, 'essay', byAda);
	replaceDraft(doc, draft);
	expect(read(doc)).toEqual(draft);
});

test('whatever three people add, move, remove and bring back, in any order of arrival, each item is in the draft or listed as removed, once, and they end alike', () => {
	const act = fc.record({
		who: fc.nat(2),
		what: fc.constantFrom('move', 'move', 'add', 'remove', 'section', 'restore', 'again'),
		item: fc.nat(every.length + 3),
		section: fc.constantFrom('first', 'second'),
		to: fc.nat(12),
		meet: fc.boolean()
	});
	fc.assert(
		fc.property(fc.array(act, { maxLength: 30 }), (all) => {
			const first = written();
			const docs = [first, copyOf(first), copyOf(first)] as const;
			const ids = every.map(({ item }) => item.id);
			const extra: DraftItem = { ...authored('true_false'), bank: null };
			for (const { who, what, item, section, to, meet } of all) {
				const doc = docs[who] as Y.Doc;
				const id = ids[item % ids.length] ?? '';
				if (what === 'move') moveItem(doc, id, section, to);
				if (what === 'remove') removeItem(doc, id, byAda);
				if (what === 'section') removeSection(doc, section, byAda);
				if (what === 'again') addSection(doc, { ...bare, id: section });
				if (what === 'restore' && doc.getMap('items').has(id)) {
					restoreItem(doc, id);
					expect(idsOf(doc).flat()).toContain(id);
				}
				if (what === 'add') {
					ids.push(`extra-${ids.length}`);
					addItem(doc, section, { ...extra, item: { ...extra.item, id: ids.at(-1) ?? '' } });
				}
				if (meet) exchange(doc, docs[((who + 1) % 3) as 0 | 1 | 2]);
			}
			for (let round = 0; round < 2; round++) {
				exchange(docs[0], docs[1]);
				exchange(docs[1], docs[2]);
				exchange(docs[0], docs[2]);
			}
			for (const doc of docs) {
				expect(idsOf(doc)).toEqual(idsOf(docs[0]));
				expect(readRemoved(doc)).toEqual(readRemoved(docs[0]));
				const found = [...idsOf(doc).flat(), ...readRemoved(doc).map(({ id }) => id)];
				expect(found.toSorted()).toEqual(ids.toSorted());
			}
		}),
		{ numRuns: 150 }
	);
});

test('attack: a document that holds something else is told apart, not shown', () => {
	const doc = written();
	doc
		.getMap<unknown>('items')
		.set('evil', new Y.Map(Object.entries({ section: 'first', rank: 'a', item: 7 })));
	const found = readDraft(doc);
	expect(found.ok).toBe(false);
});

test('an item added after the last stands last', () => {
	const doc = written();
	const extra: DraftItem = { ...authored('true_false'), bank: null };
	addItem(doc, 'first', {
		...extra,
		item: { ...extra.item, id: 'extra' },
		solution: null,
		feedback: null
	});
	expect(idsOf(doc)[0]?.at(-1)).toBe('extra');
});

describe('ranks', () => {
	test('there is always one between two, and it never grows faster than the list', () => {
		fc.assert(
			fc.property(fc.array(fc.nat(), { maxLength: 300 }), (places) => {
				const list: string[] = [];
				for (const place of places) {
					const at = place % (list.length + 1);
					list.splice(at, 0, rankBetween(list[at - 1] ?? null, list[at] ?? null));
				}
				expect(list).toEqual(list.toSorted((a, b) => (a < b ? -1 : 1)));
				expect(new Set(list).size).toBe(list.length);
			})
		);
		let last: string | null = null;
		for (let n = 0; n < 1000; n++) last = rankBetween(last, null);
		expect(last?.length).toBeLessThan(400);
	});
});
