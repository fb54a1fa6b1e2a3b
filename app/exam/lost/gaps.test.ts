import { expect, test } from 'vitest';
import { gapsIn } from './gaps.ts';

const entries = (...seqs: number[]) => seqs.map((seq) => ({ seq, wall: 1_000 + seq }));
const none = { places: [], endKnown: false };

test('between what can be read, a gap has its entries and the times on both sides', () => {
	expect(gapsIn(entries(0, 1, 2), entries(5, 6, 9), { ...none, places: [3, 5, 9] })).toEqual([
		{ from: 3, to: 4, since: 1_002, until: 1_005 },
		{ from: 7, to: 8, since: 1_006, until: 1_009 }
	]);
});

test('where nothing can be read any more, it is open at its end, and at its beginning', () => {
	expect(gapsIn(entries(0, 1), [], none)).toEqual([
		{ from: 2, to: null, since: 1_001, until: null }
	]);
	expect(gapsIn([], [], none)).toEqual([{ from: 0, to: null, since: null, until: null }]);
	expect(gapsIn([], entries(4), none)).toEqual([{ from: 0, to: 3, since: null, until: 1_004 }]);
});

test('what was set aside behind the last readable entry is a gap too, and the same entry again is none', () => {
	expect(gapsIn(entries(0), entries(1, 1, 2), { ...none, places: [1, 3] })).toEqual([
		{ from: 3, to: null, since: 1_002, until: null }
	]);
});

test('put right by the edge to its end, nothing is missing but what stood behind that', () => {
	expect(gapsIn(entries(0, 1, 2, 3), [], { places: [2], endKnown: true })).toEqual([]);
	expect(gapsIn(entries(0, 1, 2, 3), [], { places: [2, 4], endKnown: true })).toEqual([
		{ from: 4, to: null, since: 1_003, until: null }
	]);
});
