import { removeItem, replaceDraft, writeDraft } from '#sync/draft/draft-document.ts';
import { sayRestored } from '#sync/draft/restored.ts';
import type { Draft, DraftItem } from '#sync/schema/draft.ts';
import { authored } from '#sync/testing/every-item.ts';
import { describe, expect, test } from 'vitest';
import * as Y from 'yjs';
import { LiveDraft } from './draft.svelte.ts';

const types = ['single_choice', 'essay', 'numeric'] as const;
const [choice, essay, number] = types.map((type): DraftItem => ({
	...authored(type),
	bank: null
})) as [DraftItem, DraftItem, DraftItem];
const section = { instructions: '', shuffle: false, draw: null };
const start: Draft = {
	title: 'Everything',
	instructions: 'Answer all.',
	language: 'en',
	navigation: 'free',
	passPercent: null,
	sections: [
		{ ...section, id: 'first', title: 'One', items: [choice, essay] },
		{ ...section, id: 'second', title: 'Two', items: [number] }
	]
};

const begun = () => {
	const doc = new Y.Doc();
	writeDraft(doc, start);
	return doc;
};
const edit = (doc: Y.Doc, mayEdit = true, name = '') =>
	new LiveDraft(doc, mayEdit, (run) => run(), name);
/** Two editors on one line that can be cut. */
function two() {
	const docs = [begun(), new Y.Doc()] as const;
	let cut = false;
	const pass = (from: Y.Doc, to: Y.Doc) => {
		from.on('update', (update: Uint8Array, origin: unknown) => {
			if (!cut && origin !== 'line') Y.applyUpdate(to, update, 'line');
		});
	};
	const meet = () => {
		cut = false;
		const [one, other] = docs.map((doc) => Y.encodeStateAsUpdate(doc)) as [Uint8Array, Uint8Array];
		Y.applyUpdate(docs[0], other, 'line');
		Y.applyUpdate(docs[1], one, 'line');
	};
	meet();
	pass(docs[0], docs[1]);
	pass(docs[1], docs[0]);
	return {
		a: edit(docs[0]),
		b: edit(docs[1], true, 'Bea'),
		part: () => (cut = true),
		meet
	};
}
const idsOf = ({ draft }: LiveDraft) =>
	draft?.sections.map(({ items }) => items.map(({ item }) => item.id));

test('one’s own step is read at once, what is typed into a shared text once for many keys', () => {
	const later: (() => void)[] = [];
	const live = new LiveDraft(begun(), true, (run) => later.push(run));
	live.setHead('title', 'E');
	expect(live.draft?.title).toBe('E');
	live.changeItem(choice.item.id, (now) => ({ ...now, name: 'Anew' }));
	expect(live.item(choice.item.id)?.name).toBe('Anew');
	for (const run of later.splice(0)) run();
	const place = ['item', 'prompt'];
	for (const text of ['W', 'Wh', 'Why?'])
		live.write({ of: 'item', item: essay.item.id, place }, text);
	expect([later.length, live.item(essay.item.id)?.item.prompt]).toEqual([1, essay.item.prompt]);
	for (const run of later.splice(0)) run();
	expect(live.item(essay.item.id)?.item.prompt).toBe('Why?');
});

test('what one writes the other reads, and apart for a while both keep everything', () => {
	const { a, b, part, meet } = two();
	a.setHead('title', 'Together');
	expect(b.draft?.title).toBe('Together');
	part();
	a.write(
		{ of: 'item', item: essay.item.id, place: ['item', 'prompt'] },
		`${essay.item.prompt} At length.`
	);
	b.moveItem(essay.item.id, 1);
	b.setPoints(essay.item.id, 9);
	expect(a.item(essay.item.id)?.item.points).not.toBe(9);
	meet();
	expect(a.draft).toEqual(b.draft);
	expect(a.item(essay.item.id)?.item).toMatchObject({
		points: 9,
		prompt: `${essay.item.prompt} At length.`
	});
	expect(idsOf(a)).toEqual([[choice.item.id], [essay.item.id, number.item.id]]);
});

describe('undo', () => {
	test('takes back one’s own last step and leaves what others did since', () => {
		const { a, b } = two();
		a.removeItem(essay.item.id);
		b.setHead('title', 'Theirs');
		expect(idsOf(b)).toEqual([[choice.item.id], [number.item.id]]);
		expect([a.mayUndo, b.mayUndo]).toEqual([true, true]);
		a.undo();
		expect(a.draft?.title).toBe('Theirs');
		expect(a.item(essay.item.id)).toEqual(essay);
		expect(idsOf(b)).toEqual(idsOf(a));
		expect([a.mayUndo, a.mayRedo]).toEqual([false, true]);
		a.redo();
		expect(b.item(essay.item.id)).toBeUndefined();
	});

	test('what follows from a change is taken back with it, however long ago that was', () => {
		const draft = edit(begun());
		const { name } = essay;
		for (const settle of [
			() => draft.changeItem(essay.item.id, (now) => ({ ...now, tags: ['typed'] })),
			() => draft.moveItem(essay.item.id, 1)
		]) {
			const before = draft.draft;
			settle();
			draft.followItem(essay.item.id, (now) => ({ ...now, name: 'After the words' }));
			expect(draft.item(essay.item.id)?.name).toBe('After the words');
			draft.undo();
			expect(draft.item(essay.item.id)?.name).toBe(name);
			expect(draft.draft).toEqual(before);
		}
	});

	test('what follows from an undo is a step of its own, and one that fails binds nothing to the last', () => {
		const draft = edit(begun());
		draft.moveItem(choice.item.id, 1);
		draft.setPoints(essay.item.id, 9);
		draft.undo();
		draft.followItem(essay.item.id, (now) => ({ ...now, name: 'Followed' }));
		draft.undo();
		expect(draft.item(essay.item.id)?.name).toBe(essay.name);
		expect(idsOf(draft)?.[0]).toEqual([essay.item.id, choice.item.id]);
		draft.moveItem(choice.item.id, -1);
		const fails = () =>
			draft.followItem(essay.item.id, () => {
				throw new Error('no name');
			});
		expect(fails).toThrow('no name');
		draft.setPoints(essay.item.id, 8);
		draft.undo();
		expect(draft.item(essay.item.id)?.item.points).toBe(essay.item.points);
		expect(idsOf(draft)?.[0]).toEqual([choice.item.id, essay.item.id]);
	});

	test('each step of order is one, and typing right before it is another', () => {
		const draft = edit(begun());
		draft.write({ of: 'exam' }, 'Answer.');
		draft.moveItem(choice.item.id, 1);
		draft.moveItem(choice.item.id, 1);
		draft.undo();
		expect(idsOf(draft)?.[0]).toEqual([essay.item.id, choice.item.id]);
		draft.undo();
		expect(idsOf(draft)?.[0]).toEqual([choice.item.id, essay.item.id]);
		expect(draft.draft?.instructions).toBe('Answer.');
		draft.undo();
		expect(draft.draft?.instructions).toBe('Answer all.');
	});
});

test('an item goes past the end of its section into the next, and no further than the last', () => {
	const draft = edit(begun());
	const { id } = choice.item;
	expect([draft.mayMove(id, -1), draft.mayMove(id, 1)]).toEqual([false, true]);
	draft.moveItem(id, 1);
	draft.moveItem(id, 1);
	expect(idsOf(draft)).toEqual([[essay.item.id], [id, number.item.id]]);
	draft.moveItem(id, -1);
	expect(idsOf(draft)).toEqual([[essay.item.id, id], [number.item.id]]);
	draft.putInto(id, 'second');
	expect(idsOf(draft)).toEqual([[essay.item.id], [number.item.id, id]]);
	expect(draft.mayMove(id, 1)).toBe(false);
	draft.moveItem(id, 1);
	expect(idsOf(draft)?.[1]).toEqual([number.item.id, id]);
});

test('a question rubbed out whole leaves a draft that can still be read', () => {
	const { a, b } = two();
	a.write({ of: 'item', item: essay.item.id, place: ['item', 'prompt'] }, '');
	expect(a.problems).toEqual([]);
	expect(b.item(essay.item.id)?.item.prompt.trim()).toBe('');
	a.write({ of: 'item', item: essay.item.id, place: ['item', 'prompt'] }, 'Anew');
	expect(b.item(essay.item.id)?.item.prompt).toBe('Anew');
});

test('whoever may only look changes nothing', () => {
	const draft = edit(begun(), false);
	draft.setHead('title', 'Defaced');
	draft.removeItem(essay.item.id);
	draft.write({ of: 'exam' }, 'Defaced');
	expect(draft.draft).toEqual(start);
	expect(draft.mayUndo).toBe(false);
});

test('sections are added, ordered and removed with what is in them', () => {
	const draft = edit(begun());
	const third = draft.addSection('Three');
	draft.moveSection(third, -1);
	draft.setSection(third, 'draw', 2);
	expect(draft.draft?.sections.map(({ title }) => title)).toEqual(['One', 'Three', 'Two']);
	draft.addItems(third, [{ ...essay, item: { ...essay.item, id: 'more' } }]);
	expect(draft.points).toBe(choice.item.points + essay.item.points * 2 + number.item.points);
	draft.removeSection('first');
	expect(idsOf(draft)).toEqual([['more'], [number.item.id]]);
	draft.undo();
	expect(idsOf(draft)).toEqual([[choice.item.id, essay.item.id], ['more'], [number.item.id]]);
});

test('what others did not touch stays the same object', () => {
	const { a, b } = two();
	const before = a.item(choice.item.id);
	b.setPoints(essay.item.id, 7);
	expect(a.item(choice.item.id)).toBe(before);
	expect(a.item(essay.item.id)?.item.points).toBe(7);
});

test('who writes in what another takes out is told who did, and has it back with the own words, on the line or after being away', () => {
	for (const away of [false, true]) {
		const { a, b, part, meet } = two();
		const id = essay.item.id;
		const path = { of: 'item', item: id, place: ['item', 'prompt'] } as const;
		if (away) part();
		a.write(path, 'Explain the cell.');
		b.removeItem(id);
		meet();
		expect(b.takenAway(id)).toBeNull();
		expect(idsOf(a)?.flat()).not.toContain(id);
		expect(a.takenAway(null)).toMatchObject({ id, by: 'Bea', written: true });
		a.bringBack(id);
		expect(a.takenAway(null)).toBeNull();
		meet();
		for (const live of [a, b]) {
			expect(idsOf(live)).toEqual([[choice.item.id, id], [number.item.id]]);
			expect(live.item(id)?.item.prompt).toBe('Explain the cell.');
		}
	}
});

test('when the other undoes the removal, the words written meanwhile are there, and nothing is asked', () => {
	const { a, b, part, meet } = two();
	const id = essay.item.id;
	part();
	a.write({ of: 'item', item: id, place: ['item', 'prompt'] }, 'Explain the cell.');
	b.removeItem(id);
	meet();
	b.undo();
	meet();
	for (const live of [a, b]) expect(live.item(id)?.item.prompt).toBe('Explain the cell.');
	expect(a.takenAway(id)).toBeNull();
});

test('of what one only had open it is told too; left out, or never looked at, nothing is said', () => {
	const { a, b, meet } = two();
	b.removeItem(essay.item.id);
	meet();
	expect(a.takenAway(null)).toBeNull();
	expect(a.takenAway(essay.item.id)).toMatchObject({ written: false });
	a.leaveOut(essay.item.id);
	expect(a.takenAway(essay.item.id)).toBeNull();
});

test('who puts a question into a section, or moves one there, while another removes it is told who did, and has it back', () => {
	const { a, b, part, meet } = two();
	const added: DraftItem = { ...authored('true_false'), bank: null };
	part();
	a.addItems('second', [added]);
	a.putInto(essay.item.id, 'second');
	b.removeSection('second');
	meet();
	expect(a.draft?.sections.map(({ id }) => id)).toEqual(['first']);
	expect(a.removed.map(({ id }) => id).toSorted()).toEqual(
		[added, essay, number].map(({ item }) => item.id).toSorted()
	);
	for (const { item } of [added, essay]) {
		expect(a.takenAway(item.id)).toMatchObject({ id: item.id, by: 'Bea', written: true });
		a.bringBack(item.id);
	}
	meet();
	expect(a.takenAway(null)).toBeNull();
	expect(idsOf(b)).toEqual([[choice.item.id, added.item.id, essay.item.id]]);
});

test('of several that were taken out the one that is open is told first', () => {
	const { a, b, meet } = two();
	a.setPoints(number.item.id, 3);
	for (const { item } of [essay, number]) b.removeItem(item.id);
	meet();
	expect(a.takenAway(essay.item.id)?.id).toBe(essay.item.id);
	expect(a.takenAway(null)?.id).toBe(number.item.id);
});

test('what is written on a page that is closed before another’s removal is known is listed at the next visit', () => {
	const { a, b, part } = two();
	part();
	a.write({ of: 'item', item: essay.item.id, place: ['item', 'prompt'] }, 'Explain the cell.');
	b.removeItem(essay.item.id);
	const doc = new Y.Doc();
	for (const live of [a, b]) Y.applyUpdate(doc, Y.encodeStateAsUpdate(live.doc));
	const next = edit(doc);
	expect(next.removed).toMatchObject([{ id: essay.item.id, by: 'Bea' }]);
	next.bringBack(essay.item.id);
	expect(next.item(essay.item.id)?.item.prompt).toBe('Explain the cell.');
	expect(next.removed).toEqual([]);
});

test('a full section that was removed comes back whole when that is undone, also where a clock ahead removed something', () => {
	const live = edit(begun());
	const many = Array.from({ length: 499 }, (_, n): DraftItem => {
		const item = authored('true_false');
		return { ...item, item: { ...item.item, id: `extra-${n}` }, bank: null };
	});
	live.addItems('second', many);
	removeItem(live.doc, essay.item.id, { by: 'Bea', at: Date.now() + 30 * 86_400_000 });
	live.removeSection('second');
	live.undo();
	expect(idsOf(live)?.[1]).toHaveLength(500);
});

test('a version brought back is told to whoever has the draft open, each time, and not to who opens it later', () => {
	const { a, b } = two();
	expect(a.restored).toBeNull();
	for (const at of [1_000, 2_000]) {
		b.doc.transact(() => {
			replaceDraft(b.doc, { ...start, title: 'Before' });
			sayRestored(b.doc, { version: 7, name: 'Before', at });
		});
		expect(a.restored).toEqual({ version: 7, name: 'Before', at });
		expect(a.draft?.title).toBe('Before');
	}
	const later = new Y.Doc();
	Y.applyUpdate(later, Y.encodeStateAsUpdate(a.doc));
	expect(edit(later).restored).toBeNull();
});
