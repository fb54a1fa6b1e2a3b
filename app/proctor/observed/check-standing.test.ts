import { expect, test } from 'vitest';
import { checks, type Check } from '#sync/schema/observation.ts';
import { defaultPolicy } from '#sync/schema/policy.ts';
import { standings } from './check-standing.ts';

const of = (check: Check, ...terms: Parameters<typeof standings>) =>
	standings(...terms)
		.flatMap((part) => part.checks)
		.find((each) => each.check === check)?.standing;

test('every check is there, once', () => {
	const all = standings(defaultPolicy, undefined).flatMap((part) => part.checks);
	expect(all.map(({ check }) => check).toSorted()).toEqual([...checks].toSorted());
});

test('what the exam does not ask for is said to be off by the exam', () => {
	expect(of('face_absent', defaultPolicy, undefined)).toBe('on');
	expect(of('identity_changed', defaultPolicy, undefined)).toBe('exam');
	expect(of('paste', { ...defaultPolicy, without: ['paste'] }, undefined)).toBe('exam');
	expect(of('speech', { ...defaultPolicy, microphone: false }, undefined)).toBe('exam');
});

test('what is off for one person is said to be off by whose decision it is', () => {
	const granted = {
		off: ['camera' as const, 'company' as const],
		reader: true,
		by: { camera: 'sitting', company: 'institution', reader: 'sitting' } as const
	};
	const policy = { ...defaultPolicy, camera: false };
	expect(of('face_absent', policy, granted)).toBe('sitting');
	expect(of('face_multiple', { ...defaultPolicy }, { ...granted, off: ['company' as const] })).toBe(
		'institution'
	);
	expect(of('speech', policy, granted)).toBe('sitting');
	expect(of('loud', policy, granted)).toBe('on');
	// Nobody would have looked for it anyhow.
	expect(of('thing_phone', policy, granted)).toBe('exam');
	expect(of('head_away', defaultPolicy, { off: ['gaze'], reader: false })).toBe('institution');
});
