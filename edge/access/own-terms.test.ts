import { expect, test } from 'vitest';
import { defaultPolicy } from '#sync/schema/policy.ts';
import { lastWordAt, termsOf, withBegun } from './own-terms.ts';

const hour = 3_600_000;
const granted = {
	opens_at: 100 * hour,
	closes_at: 103 * hour,
	duration_ms: 2 * hour,
	policy: { ...defaultPolicy, camera: false },
	accommodation: {
		breaksMs: hour / 4,
		largerText: true,
		reader: false,
		off: ['camera' as const],
		addedMs: hour,
		ownWindow: false
	}
};
const planned = {
	...granted,
	closes_at: 102 * hour,
	duration_ms: hour,
	policy: defaultPolicy,
	accommodation: null
};

test('a ticket carries the times, the policy and what a device has to know of an accommodation', () => {
	expect(termsOf(granted)).toEqual({
		opensAt: 100 * hour,
		closesAt: 103 * hour,
		durationMs: 2 * hour,
		policy: granted.policy,
		accommodation: { breaksMs: hour / 4, largerText: true, reader: false, off: ['camera'] }
	});
	expect('accommodation' in termsOf(planned)).toBe(false);
});

test('what a late device brings is expected until the grace is over, and at least a day beyond the end', () => {
	expect(lastWordAt(termsOf(granted))).toBe(103 * hour + hour / 4 + defaultPolicy.graceMs);
	const short = { ...granted, policy: { ...granted.policy, graceMs: hour } };
	expect(lastWordAt(termsOf(short))).toBe(103 * hour + hour / 4 + 2 * hour + 24 * hour);
});

test('an accommodation that was ended in the middle takes nothing from an attempt that was begun', () => {
	expect(withBegun(termsOf(planned), termsOf(granted))).toEqual(termsOf(granted));
});

test('what was granted in the middle arrives on the next device', () => {
	expect(withBegun(termsOf(granted), termsOf(planned))).toEqual(termsOf(granted));
	expect(withBegun(termsOf(planned), null)).toEqual(termsOf(planned));
});

test('begun without pictures, it goes on without them on another device, and it stays said whose decision that was', () => {
	const policy = { ...defaultPolicy, stills: 'on_flag' as const };
	const by = { pictures: 'sitting' as const };
	const begun = termsOf({
		...planned,
		policy: { ...policy, stills: 'never' },
		accommodation: { ...granted.accommodation, off: ['pictures'], by }
	});
	const goesOn = withBegun(termsOf({ ...planned, policy }), begun);
	expect(goesOn.policy.stills).toBe('never');
	expect(goesOn.accommodation).toMatchObject({ off: ['pictures'], by });
});
