import { expect, test } from 'vitest';
import { SavedList } from './saved-list.ts';

function device() {
	const kept = new Map<string, string>();
	const storage = {
		getItem: (key: string) => kept.get(key) ?? null,
		setItem: (key: string, value: string) => void kept.set(key, value),
		removeItem: (key: string) => void kept.delete(key)
	};
	let now = 1_000;
	return {
		kept,
		/** The page as it is loaded again. */
		list: (attempt = 'a') => new SavedList(attempt, storage, () => now++)
	};
}
const found = (recordedAt: [string, number][] = [], session = 's', receipted = -1) =>
	({ session, recordedAt, receipted, newestResponse: 4 }) satisfies Parameters<
		SavedList['open']
	>[0];
const gap = { from: 4, to: null, since: 7, until: null };

/** Two answers that were called saved. */
function saved() {
	const at = device();
	const list = at.list();
	expect(list.open(found(), null)).toBeNull();
	list.saved('boils', 1, 3);
	list.saved('why', 2, 5);
	return { ...at, first: list };
}

test('what was saved and is there is not spoken of', () => {
	expect(
		saved()
			.list()
			.open(
				found([
					['boils', 3],
					['why', 6]
				]),
				null
			)
	).toBeNull();
});

test('an intact record that is older than what was saved is told, question by question', () => {
	const { list } = saved();
	expect(list().open(found([['boils', 3]]), null)).toEqual({
		how: 'set_back',
		gaps: [],
		answers: [{ question: 2, at: 1_001 }]
	});
	// Until it was read; and then no more.
	const again = list();
	expect(again.open(found([['boils', 3]]), null)?.answers).toHaveLength(1);
	again.wasRead();
	expect(list().open(found([['boils', 3]]), null)).toBeNull();
});

test('of a damaged record, what the log still has is not missing, in whichever session it goes on', () => {
	const { list } = saved();
	const lost = { session: 's', recordedAt: [['why', 5]] as [string, number][], gaps: [gap] };
	expect(list().open(found([], 't'), lost)).toEqual({
		how: 'damaged',
		gaps: [gap],
		answers: [{ question: 1, at: 1_000 }]
	});
	// The new session has a list of its own, and what was carried into it.
	const next = list();
	next.open(found([['why', 1]], 't'), null);
	next.saved('boils', 1, 2);
	next.wasRead();
	expect(list().open(found([['boils', 2]], 't'), null)?.answers).toMatchObject([{ question: 2 }]);
});

test('what was carried over into a new session is listed there, until the edge has all of it', () => {
	const { list } = saved();
	const recordedAt: [string, number][] = [
		['boils', 3],
		['why', 5]
	];
	const next = list();
	expect(next.open(found([], 't'), { session: 's', recordedAt, gaps: [] })?.answers).toEqual([]);
	next.wasRead();
	next.receipted(3);
	expect(list().unopened()?.answers).toHaveLength(2);
	next.receipted(4);
	expect(list().unopened()?.answers).toEqual([]);
	// Each stands somewhere behind the opening.
	const there: [string, number][] = [
		['boils', 1],
		['why', 2]
	];
	expect(list().open(found(there, 't'), null)).toBeNull();
	expect(list().open(found([['boils', 1]], 't'), null)?.answers).toMatchObject([{ question: 2 }]);
});

test('without a list it is said that nobody can tell, and only where something cannot be read', () => {
	const lost = { session: 's', recordedAt: [], gaps: [gap] };
	expect(device().list().open(found([], 't'), lost)?.answers).toBeNull();
	expect(
		device()
			.list()
			.open(found([], 't'), { ...lost, gaps: [] })?.answers
	).toEqual([]);
	const { kept, list } = saved();
	kept.set('invigil-saved a', '{"session":"s","rec');
	expect(list().open(found([], 't'), lost)?.answers).toBeNull();
});

test('a store in which nothing is left: what the edge has confirmed is not missing', () => {
	const { first, list } = saved();
	first.receipted(4);
	expect(list().gone()).toEqual({ how: 'gone', gaps: [], answers: [{ question: 2, at: 1_001 }] });
	// Begun again under another session, it is said until it was read.
	expect(list().open(found([], 't'), null)).toMatchObject({ how: 'gone' });
	expect(list('b').gone()).toBeNull();
});

test('a store that does not open: what only it has is named, and stays listed', () => {
	const { first, list } = saved();
	first.receipted(3);
	const report = { how: 'unopened', gaps: [], answers: [{ question: 2, at: 1_001 }] };
	expect([list().unopened(), list().unopened()]).toEqual([report, report]);
	expect(list('b').unopened()).toBeNull();
});

test('handed in, nothing is left of it', () => {
	const { first, kept } = saved();
	first.clear();
	expect(kept.size).toBe(0);
});
