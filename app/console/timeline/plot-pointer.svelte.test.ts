import { expect, test } from 'vitest';
import { PlotPointer } from './plot-pointer.svelte.ts';
import type { Pointed } from './pointing.ts';
import { TimelineView } from './timeline-view.svelte.ts';

function openPlot() {
	const view = new TimelineView({ frame: () => () => undefined, now: () => 0, still: () => true });
	view.grow(100_000);
	const pressed: Pointed[] = [];
	const pointer = new PlotPointer({
		view,
		width: () => 1000,
		point: (x, y) => ({ x, y, at: x * 100, stretch: null }),
		press: (pointed) => void pressed.push(pointed)
	});
	return { view, pointer, pressed };
}

test('a dragged mouse enlarges what it went over, in either direction', () => {
	const { view, pointer, pressed } = openPlot();
	pointer.down(1, 600, false);
	pointer.move(1, 400, 0);
	expect(pointer.brush).toEqual({ from: 400, to: 600 });
	pointer.up(1, 400, 0);
	expect(view.view).toEqual({ from: 40_000, to: 60_000 });
	expect(pressed).toEqual([]);
});

test('a press that trembles is a press', () => {
	const { view, pointer, pressed } = openPlot();
	pointer.down(1, 600, false);
	pointer.move(1, 603, 0);
	pointer.up(1, 603, 0);
	expect(pressed).toHaveLength(1);
	expect(view.whole).toBe(true);
});

test('a dragged finger takes the picture along', () => {
	const { view, pointer } = openPlot();
	view.set({ from: 40_000, to: 60_000 });
	pointer.down(1, 500, true);
	pointer.move(1, 250, 0);
	pointer.up(1, 250, 0);
	expect(view.view).toEqual({ from: 45_000, to: 65_000 });
});

test('a plain wheel scrolls the page, a pinch zooms at the pointer, sideways moves', () => {
	const { view, pointer } = openPlot();
	expect(pointer.wheel(500, 0, 100, false)).toBe(false);
	expect(pointer.wheel(0, 0, -500, true)).toBe(true);
	expect(view.view.from).toBe(0);
	expect(view.view.to).toBeLessThan(50_000);
	expect(pointer.wheel(0, 100, 0, false)).toBe(true);
	expect(view.view.from).toBeGreaterThan(0);
});

test('hovering says what is there until the pointer leaves', () => {
	const { pointer } = openPlot();
	pointer.move(1, 250, 7);
	expect(pointer.hover).toMatchObject({ at: 25_000, y: 7 });
	pointer.leave();
	expect(pointer.hover).toBeNull();
});

test('two fingers keep the moments that they are on', () => {
	const { view, pointer, pressed } = openPlot();
	pointer.down(1, 400, true);
	pointer.down(2, 600, true);
	pointer.move(1, 200, 0);
	pointer.move(2, 800, 0);
	expect(Math.round(view.view.from)).toBe(33_333);
	expect(Math.round(view.view.to)).toBe(66_667);
	pointer.up(1, 200, 0);
	pointer.up(2, 800, 0);
	expect(pressed).toEqual([]);
});
