import { expect, test } from 'vitest';
import { staffCheck } from '#sync/schema/observation.ts';
import type { OpenObservation } from '../judge.ts';
import { createStillPlan, type StillStep } from './still-plan.ts';

const open = (id: number, peak = 0, confidence = 0.9): OpenObservation => ({
	id,
	check: 'face_multiple',
	peak,
	confidence
});
const take = (observation: number, moment: 'start' | 'peak'): StillStep => ({
	do: 'take',
	observation,
	moment
});
const settle = (observation: number): StillStep => ({ do: 'settle', observation });

test('P1: one picture as it begins; one that never gets stronger has no other', () => {
	const plan = createStillPlan();
	expect(plan.step(0, [])).toEqual([]);
	expect(plan.step(1_000, [open(0, 2)])).toEqual([take(0, 'start')]);
	for (let t = 1_200; t < 60_000; t += 200) expect(plan.step(t, [open(0, 2)])).toEqual([]);
	expect(plan.step(60_000, [])).toEqual([]);
});

test('P1: stronger, it is taken again, and of those the last one is kept when it is over', () => {
	const plan = createStillPlan();
	plan.step(0, [open(0, 2)]);
	expect(plan.step(500, [open(0, 3)])).toEqual([]);
	expect(plan.step(1_000, [open(0, 3)])).toEqual([take(0, 'peak')]);
	expect(plan.step(2_000, [open(0, 3)])).toEqual([]);
	expect(plan.step(3_000, [open(0, 4)])).toEqual([take(0, 'peak')]);
	expect(plan.step(4_000, [])).toEqual([settle(0)]);
	expect(plan.step(5_000, [])).toEqual([]);
});

test('P1: as strong and surer is stronger, a little surer is not', () => {
	const plan = createStillPlan();
	plan.step(0, [open(0, 2, 0.6)]);
	expect(plan.step(2_000, [open(0, 2, 0.64)])).toEqual([]);
	expect(plan.step(3_000, [open(0, 2, 0.7)])).toEqual([take(0, 'peak')]);
});

test('P1: what lasts is settled after half a minute, so that it is in the log before handing in', () => {
	const plan = createStillPlan();
	plan.step(0, [open(0, 2)]);
	plan.step(10_000, [open(0, 3)]);
	expect(plan.step(30_000, [open(0, 5)])).toEqual([settle(0)]);
	expect(plan.step(40_000, [open(0, 9)])).toEqual([]);
	expect(plan.step(50_000, [])).toEqual([]);
});

test('of what the camera does not show there is no picture', () => {
	const taken = staffCheck.options.filter(
		(check) => createStillPlan().step(0, [{ ...open(0), check }]).length > 0
	);
	expect(taken).toEqual([
		'face_absent',
		'face_multiple',
		'face_partial',
		'camera_blocked',
		'picture_frozen',
		'head_away',
		'eyes_away',
		'identity_changed',
		'spoof_suspected',
		'thing_phone',
		'thing_book'
	]);
});

test('P3: so many for an attempt, those of before a reload counted, and never one that cannot be kept', () => {
	const plan = createStillPlan(7, 10);
	const taken = [0, 1, 2, 3, 4].flatMap((id) => [
		...plan.step(id * 10_000, [open(id, 2)]),
		...plan.step(id * 10_000 + 2_000, [open(id, 3)]),
		...plan.step(id * 10_000 + 4_000, [])
	]);
	expect(taken).toEqual([take(0, 'start'), take(0, 'peak'), settle(0), take(1, 'start')]);
});

test('two at once are followed apart', () => {
	const plan = createStillPlan();
	const covered = { ...open(1), check: 'camera_blocked' as const };
	expect(plan.step(0, [open(0, 2), covered])).toEqual([take(0, 'start'), take(1, 'start')]);
	expect(plan.step(2_000, [open(0, 3), covered])).toEqual([take(0, 'peak')]);
	expect(plan.step(3_000, [covered])).toEqual([settle(0)]);
});
