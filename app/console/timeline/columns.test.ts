import { expect, test } from 'vitest';
import { answerRuns, backlogArea, firstFrom, readingBand } from './columns.ts';
import type { Readings } from './model.ts';

const whole = { from: 0, to: 1000 };

test('the first value not before a moment is found', () => {
	const values = Float64Array.of(1, 3, 3, 9);
	expect([0, 1, 2, 3, 4, 10].map((at) => firstFrom(values, at))).toEqual([0, 0, 1, 1, 3, 4]);
});

test('typing in one item is one pill; a response to another item in between is its own', () => {
	const answers = { at: Float64Array.of(10, 12, 13, 14, 300), item: Uint16Array.of(0, 0, 1, 0, 0) };
	expect(answerRuns(answers, whole, 1000).map(({ item, count }) => [item, count])).toEqual([
		[0, 3],
		[1, 1],
		[0, 1]
	]);
});

test('36,000 responses are at most a pill every few pixels', () => {
	const answers = {
		at: Float64Array.from({ length: 36_000 }, (_, n) => n * 100),
		item: Uint16Array.from({ length: 36_000 }, (_, n) => Math.floor(n / 1800))
	};
	const runs = answerRuns(answers, { from: 0, to: 3_600_000 }, 1000);
	expect(runs).toHaveLength(20);
	expect(runs.reduce((sum, { count }) => sum + count, 0)).toBe(36_000);
});

test('nothing ever waiting draws nothing, not a flat line', () => {
	expect(backlogArea({ every: 100, waiting: new Uint32Array(10), most: 0 }, whole, 100, 20)).toBe(
		''
	);
});

test('a spike of one stretch survives however many stretches share its pixel', () => {
	const waiting = new Uint32Array(10_000);
	waiting[5003] = 50;
	const path = backlogArea({ every: 100, waiting, most: 50 }, { from: 0, to: 1_000_000 }, 100, 20);
	expect(path).toContain(' 0H');
});

test('a stretch without readings is a gap in the band', () => {
	const readings: Readings = {
		from: Float64Array.of(0, 100, 200),
		to: Float64Array.of(100, 200, 300),
		oneFace: Float32Array.of(1, Number.NaN, 0.5),
		speech: Float32Array.of(0, 0, 0),
		loudness: Float32Array.of(0, 0, 0)
	};
	const path = readingBand(readings, (index) => readings.oneFace[index] ?? 0, whole, 1000, 10);
	expect(path.match(/M/g)).toHaveLength(2);
	expect(path).toContain('M0 0h100');
	expect(path).toContain('M200 2.5h100');
});
