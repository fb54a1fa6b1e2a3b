import { expect, test } from 'vitest';
import { noteStoreFailing, Pocket, storesFailing } from './pocket.ts';

function storage() {
	const kept = new Map<string, string>();
	return {
		getItem: (key: string) => kept.get(key) ?? null,
		setItem: (key: string, value: string) => void kept.set(key, value),
		removeItem: (key: string) => void kept.delete(key),
		kept
	};
}
const why = { type: 'essay' as const, text: 'the last words' };

test('what was typed last is there on return', () => {
	const kept = storage();
	new Pocket('a', kept).put({ session: 's', newest: 4, values: [['why', why]] });
	expect(new Pocket('a', kept).take({ session: 's', recordedAt: [['why', 4]] })).toEqual([
		['why', why]
	]);
});

test('what was recorded later is not overwritten by it', () => {
	const kept = storage();
	const values: [string, typeof why][] = [
		['why', why],
		['how', why]
	];
	new Pocket('a', kept).put({ session: 's', newest: 4, values });
	expect(new Pocket('a', kept).take({ session: 's', recordedAt: [['why', 5]] })).toEqual([
		['how', why]
	]);
});

test('another session, another attempt, nothing and nonsense are nothing', () => {
	const kept = storage();
	new Pocket('a', kept).put({ session: 's', newest: -1, values: [['why', why]] });
	expect(new Pocket('a', kept).take({ session: 't', recordedAt: [] })).toEqual([]);
	expect(new Pocket('b', kept).take({ session: 's', recordedAt: [] })).toEqual([]);
	kept.setItem('invigil-pocket a', '{"session":"s","val');
	expect(new Pocket('a', kept).take({ session: 's', recordedAt: [] })).toEqual([]);
});

test('emptied once everything is stored, also of what an earlier page left', () => {
	const kept = storage();
	new Pocket('a', kept).put({ session: 's', newest: -1, values: [['why', why]] });
	const pocket = new Pocket('a', kept);
	pocket.take({ session: 's', recordedAt: [] });
	pocket.empty();
	expect(kept.kept.size).toBe(0);
});

test('a storage without room is no reason to stop', () => {
	const full = {
		...storage(),
		setItem: () => {
			throw new DOMException('full', 'QuotaExceededError');
		}
	};
	expect(() => new Pocket('a', full).put({ session: 's', newest: 0, values: [] })).not.toThrow();
	expect(() => noteStoreFailing(full, 's', true)).not.toThrow();
});

test('which stores were failing is remembered per session', () => {
	const kept = storage();
	noteStoreFailing(kept, 's', true);
	noteStoreFailing(kept, 't', true);
	noteStoreFailing(kept, 's', false);
	expect(storesFailing(kept)).toEqual(['t']);
});
