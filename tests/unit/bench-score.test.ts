import { expect, test } from 'vitest';
import type { StaffCheck } from '#sync/schema/observation.ts';
import { nameOf, type Labelled } from '../bench/models/labels.ts';
import type { Told } from '../bench/models/page/main.ts';
import { score, wilson } from '../bench/models/score.ts';

const check: StaffCheck = 'face_absent';
function told(id: number, from: number, at: number, to: number): Told[] {
	const one = { id, check, from, peak: 0, confidence: 1 };
	return [
		{ ...one, phase: 'begin', to: at, at },
		{ ...one, phase: 'end', to, at: to + 1_000 }
	];
}
const play = (shows: Labelled['shows'], ...observations: Told[][]) => ({
	labelled: { file: 'a.mjpeg', shows },
	seconds: 30,
	told: observations.flat()
});
const shown = { [check]: [[10, 20]] as [number, number][] };

test('what is told while it is there is a true alarm, with its delay at the beginning and at the end', () => {
	const found = score(check, [play(shown, told(0, 10_200, 12_800, 19_800))], nameOf);
	expect(found).toMatchObject({ events: 1, found: 1, trueAlarms: 1, falseAlarms: 0, wrong: [] });
	expect(found.delays).toEqual([2_800]);
	expect(found.endDelays).toEqual([800]);
});

test('told again within the same time is a second true alarm, and nothing more was found', () => {
	const twice = play(shown, told(0, 10_000, 12_000, 14_000), told(1, 16_000, 18_000, 20_000));
	expect(score(check, [twice], nameOf)).toMatchObject({ found: 1, trueAlarms: 2, falseAlarms: 0 });
});

test('what is told at another time is a false alarm, and what was there is missed', () => {
	const found = score(check, [play(shown, told(0, 1_000, 4_000, 6_000))], nameOf);
	expect(found).toMatchObject({ events: 1, found: 0, trueAlarms: 0, falseAlarms: 1 });
	expect(found.wrong).toEqual(['a: false alarm', 'a: missed']);
});

test('a recording that nobody is sure about counts neither way; one that shows nothing counts false alarms', () => {
	const alarm = told(0, 1_000, 4_000, 6_000);
	const plays = [play({ [check]: 'unsure' }, alarm), play({}, alarm)];
	expect(score(check, plays, nameOf)).toMatchObject({ recordings: 1, events: 0, falseAlarms: 1 });
});

test('Wilson’s interval: of 10 of 10 little is known, of nothing nothing', () => {
	const all = wilson(10, 10);
	expect(all?.from).toBeCloseTo(0.7225, 3);
	expect(all?.to).toBeCloseTo(1, 6);
	expect(wilson(5, 10)?.from).toBeCloseTo(0.2366, 3);
	expect(wilson(0, 0)).toBeNull();
});
