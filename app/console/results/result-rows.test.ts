import { expect, test } from 'vitest';
import type { SittingResult } from '#sync/schema/results.ts';
import { countOf, distribution, filterRows, sortRows } from './result-rows.ts';

const row = (studentName: string, over: Partial<SittingResult> = {}): SittingResult => ({
	attempt: studentName,
	studentName,
	enrolmentId: null,
	state: 'accepted',
	submittedAt: null,
	number: 1,
	counts: true,
	points: 0,
	maximum: 10,
	percent: 0,
	passed: null,
	waiting: 0,
	...over
});
const names = (rows: readonly SittingResult[]) => rows.map(({ studentName }) => studentName);

test('names are in the order of the language, and order what is equal', () => {
	const rows = [row('Zoe', { points: 2 }), row('Émile', { points: 2 }), row('Ada', { points: 5 })];
	expect(names(sortRows(rows, { by: 'name', way: 1 }, 'fr'))).toEqual(['Ada', 'Émile', 'Zoe']);
	expect(names(sortRows(rows, { by: 'points', way: -1 }, 'fr'))).toEqual(['Ada', 'Émile', 'Zoe']);
	expect(names(sortRows(rows, { by: 'name', way: -1 }, 'fr'))).toEqual(['Zoe', 'Émile', 'Ada']);
});

test('who neither passed nor failed stands between the two', () => {
	const rows = [row('a', { passed: true }), row('b', { passed: false }), row('c')];
	expect(names(sortRows(rows, { by: 'passed', way: 1 }, 'en'))).toEqual(['b', 'c', 'a']);
	expect([countOf(rows, 'passed'), countOf(rows, 'failed')]).toEqual([1, 1]);
});

test('a search finds a name or an enrolment number whatever its case', () => {
	const rows = [row('Ada', { enrolmentId: 'X-17' }), row('Bo', { state: 'held' })];
	expect(names(filterRows(rows, 'all', ' x-1'))).toEqual(['Ada']);
	expect(names(filterRows(rows, 'held', ''))).toEqual(['Bo']);
	expect(filterRows(rows, 'held', 'ada')).toEqual([]);
});

test('every attempt that counts is in one bar, full marks in the last', () => {
	const rows = [
		...[0, 9.9, 10, 55, 100].map((percent, at) => row(String(at), { percent })),
		row('waits', { percent: 50, waiting: 1 }),
		row('first of two', { percent: 50, counts: false }),
		row('nothing to earn', { percent: null })
	];
	const { bins, counted, median } = distribution(rows);
	expect(bins.map(({ count }) => count)).toEqual([2, 1, 0, 0, 0, 1, 0, 0, 0, 1]);
	expect([counted, median]).toEqual([5, 10]);
	expect(distribution([]).median).toBeNull();
	expect(distribution([row('a', { percent: 40 }), row('b', { percent: 50 })]).median).toBe(45);
});
