import { expect, test } from 'vitest';
import { policyPresets, presetOf } from '#sync/policy-presets.ts';
import { checks } from '#sync/schema/observation.ts';
import { analyses, defaultPolicy, policy as schema } from '#sync/schema/policy.ts';
import { isWatched, notOffered } from '#sync/watched-checks.ts';
import { tunedChecks, withAnalysis, withCheck, withSeconds } from './tuned-checks.ts';

const everything = { ...defaultPolicy, fullscreen: true, analyses: [...analyses] };
const namesOf = (policy: typeof defaultPolicy) =>
	tunedChecks(policy).flatMap(({ checks }) => checks.map(({ check }) => check));

test('every check but those of the record itself can be switched off, each in one place', () => {
	const names = namesOf(everything);
	expect(new Set(names).size).toBe(names.length);
	expect([...names, 'storage_failing', 'storage_damaged'].toSorted()).toEqual(
		checks.filter((check) => !notOffered.has(check)).toSorted()
	);
});

test('without a sensor its checks are not offered', () => {
	const parts = tunedChecks({ ...everything, camera: false, microphone: false });
	expect(parts.map(({ part }) => part)).toEqual(['screen', 'page', 'device']);
	expect(namesOf({ ...everything, analyses: [] })).not.toContain('head_away');
});

test('one that is switched off stays in the list, is watched no more, and can be switched on again', () => {
	const without = withCheck(everything, 'paste', false);
	expect(isWatched(without, null, 'paste')).toBe(false);
	const page = tunedChecks(without).find(({ part }) => part === 'page');
	expect(page?.checks.find(({ check }) => check === 'paste')).toMatchObject({
		on: false,
		lasts: false
	});
	expect(withCheck(without, 'paste', true)).toEqual({ ...everything, without: [] });
});

test('what is tuned there and back is the preset again, whatever the order', () => {
	let policy = policyPresets.strict;
	for (const check of ['speech', 'paste'] as const) policy = withCheck(policy, check, false);
	policy = withSeconds(policy, 'face_absent', 9);
	expect(presetOf(policy)).toBeNull();
	expect(schema.parse(policy)).toEqual(policy);
	for (const check of ['speech', 'paste'] as const) policy = withCheck(policy, check, true);
	policy = withSeconds(policy, 'face_absent', 2);
	policy = withAnalysis(withAnalysis(policy, 'head', false), 'head', true);
	expect(presetOf(policy)).toBe('strict');
});
