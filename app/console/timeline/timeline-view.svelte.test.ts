import { expect, test } from 'vitest';
import { TimelineView } from './timeline-view.svelte.ts';

function openView(still = false) {
	let frame: ((now: number) => void) | null = null;
	let now = 0;
	const view = new TimelineView({
		frame(run) {
			frame = run;
			return () => (frame = null);
		},
		now: () => now,
		still: () => still
	});
	const pass = (ms: number) => {
		now += ms;
		const run = frame;
		frame = null;
		run?.(now);
	};
	view.grow(600_000);
	return { view, pass };
}

test('a whole view stays whole while the attempt goes on', () => {
	const { view } = openView();
	view.grow(700_000);
	expect(view.view).toEqual({ from: 0, to: 700_000 });
});

test('a zoomed view stays where it is while the attempt goes on', () => {
	const { view } = openView();
	view.set({ from: 100_000, to: 200_000 });
	view.grow(700_000);
	expect(view.view).toEqual({ from: 100_000, to: 200_000 });
	expect(view.whole).toBe(false);
});

test('a glide arrives exactly, and a hand that grips ends it', () => {
	const { view, pass } = openView();
	view.glide({ from: 0, to: 60_000 });
	pass(90);
	expect(view.view.to).toBeLessThan(600_000);
	expect(view.view.to).toBeGreaterThan(60_000);
	pass(90);
	expect(view.view).toEqual({ from: 0, to: 60_000 });
	view.showWhole();
	view.set({ from: 0, to: 50_000 });
	pass(1000);
	expect(view.view.to).toBe(50_000);
});

test('who asked for less motion sees the end at once', () => {
	const { view } = openView(true);
	view.glide({ from: 0, to: 60_000 });
	expect(view.view.to).toBe(60_000);
});
