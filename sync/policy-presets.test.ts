import { expect, test } from 'vitest';
import { policyPresets, presetNames, presetOf } from './policy-presets.ts';
import { policy } from './schema/policy.ts';

test.each(presetNames)('%s is a policy, and is known again', (name) => {
	expect(policy.parse(policyPresets[name])).toEqual(policyPresets[name]);
	expect(presetOf(policyPresets[name])).toBe(name);
});

test('one check that was tuned is no preset any more', () => {
	expect(presetOf({ ...policyPresets.quiet, retentionDays: 30 })).toBeNull();
	expect(presetOf({ ...policyPresets.strict, minimumMs: {} })).toBeNull();
});

test('a preset is known again from before there were analyses, and in whatever order they were chosen', () => {
	const { analyses: _analyses, without: _without, ...quiet } = policyPresets.quiet;
	expect(presetOf(quiet)).toBe('quiet');
	expect(presetOf({ ...policyPresets.strict, analyses: ['eyes', 'head'] })).toBe('strict');
	expect(presetOf({ ...policyPresets.strict, analyses: ['eyes'] })).toBeNull();
});

test('supervised is what a sitting has by default: late work held, 72 hours of grace, stills on a flag, for 90 days', () => {
	expect(policyPresets.supervised).toMatchObject({
		camera: true,
		microphone: true,
		lateSync: 'hold',
		graceMs: 72 * 3_600_000,
		stills: 'on_flag',
		retentionDays: 90
	});
});

test('no picture leaves a device whose camera is not asked for, and nothing rejects late work by itself', () => {
	for (const name of presetNames) {
		const { camera, stills, lateSync } = policyPresets[name];
		expect([name, camera || stills === 'never', lateSync === 'reject']).toEqual([
			name,
			true,
			false
		]);
	}
});
