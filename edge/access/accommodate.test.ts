import { describe, expect, test } from 'vitest';
import { granted } from '#sync/schema/accommodation.ts';
import { nothingArranged } from '#sync/schema/arrangement.ts';
import type { Granted } from '#sync/schema/accommodation.ts';
import { defaultPolicy } from '#sync/schema/policy.ts';
import { accommodate, combine } from './accommodate.ts';
import type { Plan } from './accommodate.ts';

const minute = 60_000;
const hour = 60 * minute;
const nothing: Granted = {
	timeMultiplier: 1,
	extraMinutes: 0,
	breakMinutes: 0,
	opensMinutes: 0,
	closesMinutes: 0,
	noCamera: false,
	noMicrophone: false,
	largerText: false,
	reader: false,
	noGaze: false,
	secondPerson: false
};
const plan: Plan = {
	opensAt: 100 * hour,
	closesAt: 102 * hour,
	ownOpening: false,
	ownClosing: false,
	durationMs: hour,
	extraMs: 0,
	policy: { ...defaultPolicy, stills: 'on_flag' }
};
const own = (grant: Partial<Granted>, changes: Partial<Plan> = {}) =>
	accommodate({ ...plan, ...changes }, [{ ...nothing, ...grant }]);

test('without anything granted the sitting is as planned', () => {
	expect(accommodate(plan, [])).toEqual({
		opensAt: plan.opensAt,
		closesAt: plan.closesAt,
		durationMs: hour,
		policy: plan.policy,
		accommodation: null,
		from: {}
	});
});

test('time is multiplied, then minutes are added, and it closes as much later', () => {
	const applied = own({ timeMultiplier: 1.25, extraMinutes: 5 });
	expect(applied.durationMs).toBe(80 * minute);
	expect(applied.accommodation?.addedMs).toBe(20 * minute);
	// Begun at the last moment at which everybody else still has the whole hour.
	expect(applied.closesAt - applied.durationMs).toBe(plan.closesAt - plan.durationMs);
	expect(applied.accommodation?.ownWindow).toBe(false);
});

test('it is rounded up to a minute, and never by a crumb of binary arithmetic', () => {
	expect(own({ timeMultiplier: 1.33 }, { durationMs: 50 * minute }).durationMs).toBe(67 * minute);
	for (let percent = 101; percent <= 400; percent++)
		expect([percent, own({ timeMultiplier: percent / 100 }, { durationMs: 100 * minute })]).toEqual(
			[percent, expect.objectContaining({ durationMs: percent * minute })]
		);
});

test('a sitting of seconds is not rounded for somebody who was granted no time', () => {
	expect(own({ largerText: true }, { durationMs: 90_500 }).durationMs).toBe(90_500);
});

test('what was added to the attempt by hand comes on top and moves the closing too', () => {
	const applied = own({ timeMultiplier: 2 }, { extraMs: 7 * minute });
	expect(applied.durationMs).toBe(127 * minute);
	expect(applied.closesAt).toBe(plan.closesAt + 67 * minute);
	const alone = accommodate({ ...plan, extraMs: 7 * minute }, []);
	expect([alone.durationMs, alone.closesAt]).toEqual([67 * minute, plan.closesAt + 7 * minute]);
});

test('K3: breaks move neither the duration nor the closing before they are taken', () => {
	const applied = own({ breakMinutes: 20 });
	expect([applied.durationMs, applied.closesAt]).toEqual([hour, plan.closesAt]);
	expect(applied.accommodation).toMatchObject({ breaksMs: 20 * minute, addedMs: 0 });
});

test('an own window opens and closes when it was granted, and leaves time for the exam', () => {
	const earlier = own({ opensMinutes: -60, closesMinutes: 120 });
	expect([earlier.opensAt, earlier.closesAt]).toEqual([99 * hour, 104 * hour]);
	expect(earlier.accommodation?.ownWindow).toBe(true);
	const nextDay = own({ opensMinutes: 24 * 60, breakMinutes: 10 });
	expect([nextDay.opensAt, nextDay.closesAt]).toEqual([124 * hour, 125 * hour]);
});

test('a window that somebody set for this student is moved by added time only', () => {
	const applied = own(
		{ opensMinutes: -60, closesMinutes: 120, extraMinutes: 10 },
		{ ownOpening: true, ownClosing: true }
	);
	expect([applied.opensAt, applied.closesAt]).toEqual([plan.opensAt, plan.closesAt + 10 * minute]);
});

test('sensors that were excused are off, with the stills, and are named', () => {
	const applied = own({ noCamera: true, noMicrophone: true });
	expect(applied.policy).toEqual({
		...plan.policy,
		camera: false,
		microphone: false,
		stills: 'never'
	});
	expect(applied.accommodation?.off).toEqual(['camera', 'microphone']);
	expect(own({ noMicrophone: true }).policy).toEqual({ ...plan.policy, microphone: false });
});

test('of several the most generous of each kind holds, and nothing is counted twice', () => {
	const one = { ...nothing, timeMultiplier: 1.5, breakMinutes: 10, opensMinutes: 30 };
	const other = { ...nothing, timeMultiplier: 1.25, extraMinutes: 5, reader: true };
	expect(combine([one, other])).toEqual({
		...nothing,
		timeMultiplier: 1.5,
		extraMinutes: 5,
		breakMinutes: 10,
		opensMinutes: 30,
		reader: true
	});
	expect(combine([one, { ...other, opensMinutes: -30 }])?.opensMinutes).toBe(-30);
});

test('attack: less time than everybody has cannot be granted, nor nothing at all', () => {
	const says = (grant: Partial<Granted>) => granted.safeParse({ ...nothing, ...grant }).success;
	expect(says({})).toBe(false);
	expect(says({ timeMultiplier: 0.5 })).toBe(false);
	expect(says({ timeMultiplier: 4.01 })).toBe(false);
	expect(says({ extraMinutes: -5 })).toBe(false);
	expect(says({ closesMinutes: -5 })).toBe(false);
	expect(says({ timeMultiplier: 1.25 })).toBe(true);
	expect(says({ largerText: true })).toBe(true);
});

test('head and eyes, and somebody beside, are excused by name; an accommodation of before excuses neither', () => {
	expect(own({ noGaze: true, secondPerson: true }).accommodation).toMatchObject({
		off: ['gaze', 'company'],
		by: { gaze: 'institution', company: 'institution' }
	});
	const { noGaze: _gaze, secondPerson: _person, ...before } = { ...nothing, extraMinutes: 5 };
	expect(granted.parse(before)).toMatchObject({ noGaze: false, secondPerson: false });
});

test('what a teacher arranged is off as well, and the record can say whose decision it was', () => {
	const arranged = { ...nothingArranged, noPictures: true, noMicrophone: true, reader: true };
	const applied = accommodate(plan, [{ ...nothing, noMicrophone: true }], [arranged]);
	expect(applied.policy).toEqual({ ...plan.policy, microphone: false, stills: 'never' });
	expect(applied.accommodation).toEqual({
		breaksMs: 0,
		largerText: false,
		reader: true,
		off: ['microphone', 'pictures'],
		by: { microphone: 'institution', pictures: 'sitting', reader: 'sitting' },
		addedMs: 0,
		ownWindow: false
	});
	const alone = accommodate(plan, [], [arranged]);
	expect(alone.accommodation?.by?.microphone).toBe('sitting');
	expect([alone.opensAt, alone.closesAt, alone.durationMs]).toEqual([
		plan.opensAt,
		plan.closesAt,
		plan.durationMs
	]);
	// Answered with words alone.
	expect(accommodate(plan, [], [nothingArranged]).accommodation).toBeNull();
});

describe('granted for every exam, and for this sitting', () => {
	const both = (every: Partial<Granted>, here: Partial<Granted>, changes: Partial<Plan> = {}) =>
		accommodate({ ...plan, ...changes }, [{ ...nothing, ...every }], [], [{ ...nothing, ...here }]);

	test('of each kind the more generous holds, and nothing is counted twice', () => {
		const applied = both(
			{ timeMultiplier: 1.5, breakMinutes: 10, largerText: true },
			{ timeMultiplier: 1.25, breakMinutes: 20, noCamera: true }
		);
		expect(applied.durationMs).toBe(90 * minute);
		expect(applied.policy.camera).toBe(false);
		expect(applied.accommodation).toMatchObject({
			addedMs: 30 * minute,
			breaksMs: 20 * minute,
			largerText: true,
			off: ['camera'],
			by: { camera: 'sitting' }
		});
		expect(applied.from).toEqual({ time: 'institution', breaks: 'sitting', text: 'institution' });
	});

	test('what the institution alone gives as well is its own', () => {
		const same = { extraMinutes: 10, closesMinutes: 30, noCamera: true };
		const applied = both(same, { ...same, largerText: true });
		expect(applied.from).toEqual({ time: 'institution', window: 'institution', text: 'sitting' });
		expect(applied.accommodation?.by).toEqual({ camera: 'institution' });
		expect(both(same, { closesMinutes: 60 }).from.window).toBe('sitting');
	});

	test('time that was added to the attempt by hand is said to be neither’s', () => {
		expect(both({ largerText: true }, {}, { extraMs: minute }).from).toEqual({
			text: 'institution'
		});
	});

	test('without anything for every exam it is the sitting’s', () => {
		const applied = accommodate(plan, [], [], [{ ...nothing, extraMinutes: 10 }]);
		expect([applied.durationMs, applied.closesAt]).toEqual([
			70 * minute,
			plan.closesAt + 10 * minute
		]);
		expect(applied.from).toEqual({ time: 'sitting' });
	});
});
