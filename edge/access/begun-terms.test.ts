import { expect, test } from 'vitest';
import { appliedIn, lackingIn, stillFrom } from './begun-terms.ts';

const minute = 60_000;
const plan = { opensAt: 0, closesAt: 120 * minute, durationMs: 60 * minute };
const none = { breaksMs: 0, largerText: false, reader: false, off: [] };
const granted = { ...none, breaksMs: 10 * minute, addedMs: 15 * minute, ownWindow: false };

test('of an attempt that began before anything was granted nothing applies, and all of it is lacking', () => {
	const applied = appliedIn(plan, plan);
	expect(applied).toBeNull();
	expect(lackingIn(applied, granted)).toEqual(granted);
});

test('what the ticket holds applies, with the time it adds to the plan, and nothing is lacking', () => {
	const { opensAt } = plan;
	const begun = { opensAt, closesAt: 135 * minute, durationMs: 75 * minute };
	const applied = appliedIn({ ...begun, accommodation: { ...none, breaksMs: 10 * minute } }, plan);
	expect(applied).toEqual(granted);
	expect(lackingIn(applied, granted)).toBeNull();
	expect(lackingIn(applied, null)).toBeNull();
});

test('of a grant that became larger only what is new is lacking', () => {
	const more = { ...granted, addedMs: 20 * minute, off: ['camera' as const] };
	expect(lackingIn(granted, more)).toEqual({
		...none,
		addedMs: 5 * minute,
		off: ['camera'],
		ownWindow: false
	});
});

test('a window of one’s own is told from the end that moved with the added time', () => {
	const own = { opensAt: 0, closesAt: 200 * minute, durationMs: 60 * minute, accommodation: none };
	expect(appliedIn(own, plan)?.ownWindow).toBe(true);
});

test('a sitting whose end was moved later since gives nobody a window of their own', () => {
	const begun = { ...plan, accommodation: none };
	expect(appliedIn(begun, { ...plan, closesAt: 150 * minute })?.ownWindow).toBe(false);
	expect(appliedIn({ ...begun, opensAt: 5 * minute }, plan)?.ownWindow).toBe(true);
});

test('of what is in the ticket and another by now, nothing is said about where it is from', () => {
	const from = { time: 'sitting', breaks: 'institution' } as const;
	expect(stillFrom(granted, granted, from)).toEqual(from);
	expect(stillFrom({ ...granted, addedMs: minute }, granted, from)).toEqual({
		breaks: 'institution'
	});
	expect(stillFrom(granted, null, from)).toEqual({});
});
