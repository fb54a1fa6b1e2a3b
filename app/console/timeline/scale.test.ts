import { expect, test } from 'vitest';
import {
	around,
	panned,
	revealing,
	SHORTEST_VIEW_MS,
	ticksOf,
	timeAt,
	within,
	xOf,
	zoomed
} from './scale.ts';

const HOUR = 3_600_000;

test('pixels and moments are each other’s way back', () => {
	const view = { from: 1000, to: 9000 };
	expect(xOf(view, 800, 5000)).toBe(400);
	expect(timeAt(view, 800, 400)).toBe(5000);
});

test('zooming keeps the moment under the pointer where it is', () => {
	const view = zoomed({ from: 0, to: HOUR }, 0.25, HOUR / 4, HOUR);
	expect(xOf(view, 1000, HOUR / 4)).toBeCloseTo(250);
	expect(view.to - view.from).toBe(HOUR / 4);
});

test('zooming out ends at the whole attempt and zooming in at the shortest view', () => {
	expect(zoomed({ from: 1000, to: 2000 }, 1e9, 1500, HOUR)).toEqual({ from: 0, to: HOUR });
	const near = zoomed({ from: 0, to: HOUR }, 1e-9, 0, HOUR);
	expect(near).toEqual({ from: 0, to: SHORTEST_VIEW_MS });
});

test('an attempt shorter than the shortest view is simply whole', () => {
	expect(within({ from: -5, to: 50_000 }, 1000)).toEqual({ from: 0, to: 1000 });
});

test('panning stops at both ends without shrinking the view', () => {
	expect(panned({ from: 1000, to: 11_000 }, -5000, HOUR)).toEqual({ from: 0, to: 10_000 });
	expect(panned({ from: 0, to: 10_000 }, 2 * HOUR, HOUR)).toEqual({
		from: HOUR - 10_000,
		to: HOUR
	});
});

test('a moment without length is shown with room around it', () => {
	expect(around(60_000, 60_000, HOUR)).toEqual({ from: 50_000, to: 70_000 });
});

test('revealing what is in view moves nothing; what is outside is brought in by the least move', () => {
	const view = { from: 100_000, to: 200_000 };
	expect(revealing(view, 120_000, 130_000, HOUR)).toBe(view);
	expect(revealing(view, 205_000, 206_000, HOUR)).toEqual({ from: 110_000, to: 210_000 });
	expect(revealing(view, 90_000, 91_000, HOUR)).toEqual({ from: 86_000, to: 186_000 });
});

test('ticks are round and never closer than asked', () => {
	const hour = ticksOf({ from: 0, to: HOUR }, 1000, 80);
	expect(hour.step).toBe(300_000);
	expect(hour.at).toHaveLength(13);
	const seconds = ticksOf({ from: 500, to: 10_500 }, 1000, 90);
	expect(seconds).toEqual({
		step: 1000,
		at: [1000, 2000, 3000, 4000, 5000, 6000, 7000, 8000, 9000, 10_000]
	});
});

test('clock ticks are round on the clock, not since the beginning', () => {
	const { at, step } = ticksOf({ from: 0, to: HOUR }, 600, 80, 7 * 60_000);
	expect(step).toBe(600_000);
	expect(at[0]).toBe(180_000);
});
