import { expect, test } from 'vitest';
import { clusterAt, clustersOf } from './clusters.ts';
import type { Mark } from './model.ts';

const mark = (from: number, to = from): Mark => ({
	key: String(from),
	row: 'speech',
	from,
	to,
	open: false,
	entry: 0,
	session: 0,
	fact: { kind: 'offline' }
});
const whole = { from: 0, to: 1000 };

test('marks apart on the screen stay apart; those that would touch become one with a count', () => {
	const clusters = clustersOf([mark(100), mark(103), mark(500)], whole, 1000);
	expect(clusters.map(({ first, count }) => [first, count])).toEqual([
		[0, 2],
		[2, 1]
	]);
});

test('the same marks come apart when zoomed in', () => {
	expect(clustersOf([mark(100), mark(103)], { from: 90, to: 110 }, 1000)).toHaveLength(2);
});

test('two long marks side by side are not merged', () => {
	expect(clustersOf([mark(100, 200), mark(200, 300)], whole, 1000)).toHaveLength(2);
});

test('a moment is as wide as can be hit and stands in its own middle', () => {
	expect(clustersOf([mark(500)], whole, 1000)).toMatchObject([{ x: 498, width: 4 }]);
});

test('what is out of view is not drawn; what began before it is cut', () => {
	const clusters = clustersOf([mark(0, 10), mark(20, 600), mark(900)], { from: 500, to: 700 }, 100);
	expect(clusters).toMatchObject([{ first: 1, count: 1, x: -20 }]);
});

test('36,000 marks at one zoom are at most as many clusters as pixels allow', () => {
	const marks = Array.from({ length: 36_000 }, (_, n) => mark(n * 100));
	const clusters = clustersOf(marks, { from: 0, to: 3_600_000 }, 1000);
	expect(clusters.length).toBeLessThan(260);
	expect(clusters.reduce((sum, { count }) => sum + count, 0)).toBe(36_000);
});

test('a pointer near a small mark finds the nearest one', () => {
	const clusters = clustersOf([mark(100), mark(112)], whole, 1000);
	expect(clusterAt(clusters, 107)?.first).toBe(1);
	expect(clusterAt(clusters, 96)?.first).toBe(0);
	expect(clusterAt(clusters, 300)).toBeNull();
});
