import fc from 'fast-check';
import { expect, test } from 'vitest';
import { encodeEntry } from './entry.ts';
import { essayChanges, replay, valueAt } from './responses.ts';
import type { ResponseData } from './schema/response.ts';
import { placed } from './testing/chain.ts';
import { choice } from './testing/fixture.ts';

const entriesOf = (changes: ResponseData[]) =>
	placed(changes.map((data) => ({ kind: 'response' as const, data })));
const delta = (at: number, remove: number, insert: string, length: number): ResponseData => ({
	item: 'six',
	delta: { at, remove, insert, length }
});
const whole = (text: string): ResponseData => ({ item: 'six', value: { type: 'essay', text } });

test('E10: any way of texts is replayed exactly, and every change fits an entry', () => {
	const texts = fc.array(fc.string({ unit: 'grapheme', maxLength: 60 }), {
		minLength: 1,
		maxLength: 8
	});
	fc.assert(
		fc.property(texts, fc.boolean(), (way, whole) => {
			let before: string | null = null;
			const changes: ResponseData[] = [];
			for (const after of way) {
				changes.push(...essayChanges('six', before, after, { whole }));
				before = after.toWellFormed();
			}
			const entries = entriesOf(changes);
			for (const entry of entries) encodeEntry(entry);
			expect(replay(entries).get('six')?.value).toEqual({ type: 'essay', text: before });
		})
	);
});

test('E10: 60,000 letters of Hindi, pasted, and control characters, go in pieces that fit', () => {
	for (const letter of ['\u0939', '\u0001', '😀']) {
		const text = letter.repeat(60_000 / letter.length);
		const entries = entriesOf(essayChanges('six', null, text));
		for (const entry of entries) encodeEntry(entry);
		expect(replay(entries).get('six')?.value).toEqual({ type: 'essay', text });
	}
});

test('E10: a change never splits a surrogate pair', () => {
	const [change] = essayChanges('six', 'a😀b', 'a😁b');
	expect(change).toEqual(delta(1, 2, '😁', 4));
});

test('E10: half a pair from a keyboard is written as U+FFFD', () => {
	expect(essayChanges('six', null, 'a\ud800')).toEqual([whole('a\ufffd')]);
});

test('E10: nothing changed, nothing written', () => {
	expect(essayChanges('six', 'same', 'same')).toEqual([]);
});

test('E10: a change that does not fit is marked until the next whole value', () => {
	const broken = entriesOf([whole('abc'), delta(9, 0, 'x', 10), delta(3, 0, 'd', 4)]);
	expect(replay(broken).get('six')).toMatchObject({ value: { text: 'abc' }, brokenAt: 1, seq: 2 });
	const healed = entriesOf([whole('abc'), delta(0, 0, 'x', 9), whole('abcd'), delta(4, 0, 'e', 5)]);
	expect(replay(healed).get('six')).toMatchObject({ value: { text: 'abcde' }, brokenAt: null });
});

test('an answer taken back is an answer, and the way there is kept', () => {
	const entries = placed([choice('one', 'a'), choice('two', 'b'), choice('one', null)]);
	const response = replay(entries).get('one');
	expect(response).toMatchObject({ value: { choice: null }, seq: 2 });
	expect(response?.history.map(({ seq }) => seq)).toEqual([0, 2]);
	expect(valueAt(entries, 'one', 1)).toMatchObject({ choice: 'a' });
	expect(valueAt(entries, 'three', 2)).toBeUndefined();
});
