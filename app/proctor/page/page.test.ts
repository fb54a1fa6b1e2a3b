import { expect, test } from 'vitest';
import { createSleepWatch } from '../sleep-watch.ts';
import { createDocking, opensDevtools } from './devtools.ts';
import { createTextRate } from './fast-text.ts';
import { createKeyRhythm } from './key-rhythm.ts';
import { windowSaid } from './window-size.ts';

const screen = { width: 1920, height: 1040 };

test('a window with the screen to itself, also a little smaller, is no news', () => {
	expect(windowSaid({ window: screen, screen })).toBeNull();
	expect(windowSaid({ window: { width: 1936, height: 1056 }, screen })).toBeNull();
	expect(windowSaid({ window: { width: 1700, height: 900 }, screen })).toBeNull();
	expect(windowSaid({ window: { width: 0, height: 0 }, screen })).toBeNull();
});

test('half the screen, either way, is beside another window; a small one anywhere is small', () => {
	expect(windowSaid({ window: { width: 960, height: 1040 }, screen })).toEqual({
		peak: 0.5,
		reason: 'split'
	});
	expect(windowSaid({ window: { width: 1920, height: 520 }, screen })?.reason).toBe('split');
	expect(windowSaid({ window: { width: 800, height: 600 }, screen })?.reason).toBe('small');
});

const shape = (
	width: number,
	height: number,
	change: { outer?: number; density?: number } = {}
) => ({
	outer: { width: change.outer ?? 1280, height: 800 },
	inner: { width, height },
	density: change.density ?? 1
});

test('tools docked at a side or below take one direction from the page, and bars too little', () => {
	const isDocked = createDocking();
	const sizes = [
		shape(1280, 690),
		shape(1280, 640),
		shape(800, 690),
		shape(1280, 400),
		shape(640, 345)
	];
	expect(sizes.map(isDocked)).toEqual([false, false, true, true, false]);
});

test('any zoom, also from before, a window that is made smaller and tools that were open before are none', () => {
	const isDocked = createDocking();
	const sizes = [
		shape(640, 345, { density: 2 }),
		shape(853, 460, { density: 1.5 }),
		shape(1280, 690),
		shape(900, 690, { outer: 900 })
	];
	expect(sizes.map(isDocked)).toEqual([false, false, false, false]);
	const later = createDocking();
	const closed = [shape(800, 690), shape(1280, 690), shape(800, 690)];
	expect(closed.map(later)).toEqual([false, false, true]);
});

test('the keys that open the tools, on each system', () => {
	const key = { key: '', ctrlKey: false, metaKey: false, shiftKey: false, altKey: false };
	expect(opensDevtools({ ...key, key: 'F12' })).toBe(true);
	expect(opensDevtools({ ...key, key: 'C', ctrlKey: true, shiftKey: true })).toBe(true);
	expect(opensDevtools({ ...key, key: 'ˆ', metaKey: true, altKey: true })).toBe(true);
	expect(opensDevtools({ ...key, key: 'c', ctrlKey: true })).toBe(false);
	expect(opensDevtools({ ...key, key: 'v', ctrlKey: true, shiftKey: true })).toBe(false);
});

test('the fastest typist is let be, a program that types letter by letter is not', () => {
	const typing = (everyMs: number, letters: number) => {
		const rateOf = createTextRate();
		return Array.from({ length: letters }, (_, i) => rateOf(i * everyMs, 'insertText', 1)).find(
			(rate) => rate !== null
		);
	};
	expect(typing(50, 400)).toBeUndefined();
	expect(typing(5, 400)).toBeGreaterThan(30);
});

test('what comes in pieces is no typing: spoken, completed, expanded or of an input method', () => {
	const rateOf = createTextRate();
	for (let t = 0; t < 5_000; t += 100)
		for (const kind of ['insertText', 'insertCompositionText', ''])
			expect(rateOf(t, kind, 20)).toBeNull();
	expect(rateOf(5_000, 'insertText', 300)).toBeNull();
});

test('a rhythm has its middle and its spread, without pauses for thought and keys that were held', () => {
	const rhythm = createKeyRhythm();
	let t = 0;
	for (const gap of [100, 120, 140, 160, 180, 10_000, 120]) {
		t += gap;
		rhythm.pressed(t, 'KeyA', false);
		rhythm.released(t + 80, 'KeyA');
	}
	rhythm.pressed(t + 150, 'Backspace', true);
	rhythm.released(t + 5_000, 'Backspace');
	expect(rhythm.take()).toEqual({
		strokes: 8,
		corrections: 1,
		holdMedian: 80,
		gapMedian: 150,
		gapSpread: 40
	});
	expect(rhythm.take()).toBeNull();
});

test('too few strokes have a number and no rhythm', () => {
	const rhythm = createKeyRhythm();
	rhythm.pressed(0, 'KeyA', false);
	expect(rhythm.take()).toEqual({
		strokes: 1,
		corrections: 0,
		holdMedian: null,
		gapMedian: null,
		gapSpread: null
	});
});

test('a hidden page may tick once a minute; what stops longer slept', () => {
	const watch = createSleepWatch();
	const ticks: [number, boolean][] = [
		[0, false],
		[1_000, false],
		[12_000, false],
		[70_000, true],
		[130_000, true],
		[131_000, false],
		[161_000, false],
		[400_000, true]
	];
	expect(ticks.map(([t, hidden]) => watch.tick(t, hidden))).toEqual([
		...[null, null, null, null, null, null],
		30_000,
		239_000
	]);
});
