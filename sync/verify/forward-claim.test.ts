import { expect, test } from 'vitest';
import type { Entry, EntryContent } from '../schema/entry.ts';
import { choice } from '../testing/fixture.ts';
import { wentBack } from './forward-claim.ts';

const order = ['one', 'two', 'three'];
const visit = (item: string): EntryContent => ({
	kind: 'navigation',
	data: { item, action: 'visit' }
});
const reload: EntryContent = {
	kind: 'resume',
	data: { reason: 'reload', gapMs: 1, monotonicLostMs: 0 }
};
const essay = (text: string): EntryContent => ({
	kind: 'response',
	data: { item: 'one', value: { type: 'essay', text } }
});
const added = (insert: string, at: number): EntryContent => ({
	kind: 'response',
	data: { item: 'one', delta: { at, remove: 0, insert, length: at + insert.length } }
});

/** Ten seconds apart, or as it says. */
function log(...contents: (EntryContent | [EntryContent, number])[]): Entry[] {
	let t = 0;
	return contents.map((each, seq) => {
		const [content, afterMs] = Array.isArray(each) ? each : [each, 10_000];
		t += afterMs;
		return { seq, t, wall: t, boot: 0, ...content } as Entry;
	});
}

test('V12: one after the other is forward, and so is changing the answer in view', () => {
	const told = log(
		visit('one'),
		choice('one', 'a'),
		choice('one', 'b'),
		visit('two'),
		visit('three')
	);
	expect(wentBack(order, told)).toEqual({ entry: null, storedLater: 0 });
});

test('V12: an answer that could not be stored at first is stored after the next item was opened: nobody is accused', () => {
	const told = log(visit('one'), choice('one', 'a'), visit('two'), reload, choice('one', 'b'));
	expect(wentBack(order, told)).toEqual({ entry: null, storedLater: 1 });
	// A text that is long takes several entries, written at once.
	const long = log(
		visit('one'),
		visit('two'),
		reload,
		essay('A'),
		[added('B', 1), 3],
		[added('C', 2), 2]
	);
	expect(wentBack(order, long)).toEqual({ entry: null, storedLater: 1 });
	// The same value again, after another reload.
	const again = log(visit('one'), visit('two'), choice('one', 'b'), reload, choice('one', 'b'));
	expect(wentBack(order, again)).toEqual({ entry: null, storedLater: 1 });
});

test('V12, attack: an earlier item is opened again', () => {
	const told = log(visit('one'), visit('two'), visit('one'), choice('one', 'b'));
	expect(wentBack(order, told)).toEqual({ entry: 2, because: 'visited_again', item: 'one' });
});

test('V12, attack: an earlier answer is changed, and changed again, without opening the item', () => {
	const told = log(
		visit('one'),
		choice('one', 'a'),
		visit('two'),
		choice('one', 'b'),
		choice('one', 'c')
	);
	expect(wentBack(order, told)).toEqual({ entry: 4, because: 'changed_again', item: 'one' });
	const typed = log(visit('one'), visit('two'), essay('A'), added('B', 1));
	expect(wentBack(order, typed)).toMatchObject({ because: 'changed_again' });
});

test('V12: a mark for review moves nobody, and the order is the student’s own', () => {
	const mark: EntryContent = { kind: 'navigation', data: { item: 'one', action: 'mark' } };
	expect(wentBack(order, log(visit('one'), visit('two'), mark)).entry).toBeNull();
	expect(wentBack(['two', 'one'], log(visit('two'), visit('one'))).entry).toBeNull();
});
