import { expect, test } from 'vitest';
import { createRateControl, type RateControl } from './rate-control.ts';

/** Analyses frames at the control's own rate for a while. */
function run(control: RateControl, from: number, forMs: number, analysisMs: number): number {
	let at = from;
	while (at < from + forMs) {
		control.analysed(at, analysisMs);
		at += 1000 / control.rate;
	}
	return at;
}

test('quick analysis on an idle page stays at five frames a second', () => {
	const control = createRateControl();
	run(control, 0, 60_000, 12);
	expect(control.rate).toBe(5);
});

test('one slow frame changes nothing, slow frames lower the rate until they fit', () => {
	const control = createRateControl();
	control.analysed(0, 900);
	run(control, 200, 2_000, 12);
	expect(control.rate).toBe(5);
	run(control, 3_000, 10_000, 150);
	expect(control.rate).toBe(2);
	run(control, 20_000, 20_000, 600);
	expect(control.rate).toBe(0.5);
});

test('a page that is late twice in five seconds lowers the rate, late once does not', () => {
	const control = createRateControl();
	control.late(1_000, 60);
	control.late(9_000, 60);
	expect(control.rate).toBe(5);
	control.late(10_000, 60);
	expect(control.rate).toBe(2);
});

test('one very late task is enough, and steps wait for the last one to take effect', () => {
	const control = createRateControl();
	control.late(10_000, 400);
	control.late(10_300, 400);
	expect(control.rate).toBe(2);
	control.late(12_500, 400);
	expect(control.rate).toBe(1);
});

test('after ten calm seconds the rate comes back a step at a time', () => {
	const control = createRateControl();
	control.late(0, 400);
	control.late(3_000, 400);
	expect(control.rate).toBe(1);
	let at = run(control, 4_000, 8_000, 12);
	expect(control.rate).toBe(1);
	at = run(control, at, 4_000, 12);
	expect(control.rate).toBe(2);
	run(control, at, 12_000, 12);
	expect(control.rate).toBe(5);
});

test('a rate that analysis cannot afford is not tried again', () => {
	const control = createRateControl();
	run(control, 0, 5_000, 100);
	expect(control.rate).toBe(2);
	run(control, 5_000, 300_000, 100);
	expect(control.rate).toBe(2);
});

test('coming back takes longer after each time it did not last', () => {
	const control = createRateControl();
	let at = 0;
	const waits: number[] = [];
	for (let round = 0; round < 4; round++) {
		control.late(at, 400);
		const lowered = at;
		while (control.rate < 5 && at < lowered + 400_000) {
			control.analysed(at, 10);
			at += 500;
		}
		waits.push(at - lowered);
		at += 3_000;
	}
	expect(waits.toSorted((a, b) => a - b)).toEqual(waits);
	expect(waits[3]).toBeGreaterThan(60_000);
});

test('a lower wish holds at once and keeps the ladder below it', () => {
	const control = createRateControl();
	control.want(1);
	expect(control.rate).toBe(1);
	control.late(10_000, 400);
	expect(control.rate).toBe(0.5);
	control.want(5);
	expect(control.rate).toBe(0.5);
});

test('where even the lowest rate is too much nothing is analysed for a while, then it is tried again, later each time', () => {
	const control = createRateControl();
	let at = 0;
	const analyse = (ms: number, seconds: number) => {
		for (const end = at + seconds * 1000; at < end; at += 500)
			if (control.at(at) > 0) control.analysed(at, ms);
	};
	analyse(2_000, 30);
	expect(control.rate).toBe(0);
	const stopped = at;
	while (control.at(at) === 0) at += 500;
	expect(at - stopped).toBeLessThanOrEqual(60_000);
	expect(control.rate).toBe(0.5);
	analyse(2_000, 10);
	expect(control.rate).toBe(0);
	const again = at;
	while (control.at(at) === 0) at += 500;
	expect(at - again).toBeGreaterThan(100_000);
	analyse(10, 30);
	expect(control.rate).toBeGreaterThan(0.5);
});
