import { expect, test } from 'vitest';
import { nothingGiven, timeOf, withGiven } from './given-time.ts';

const minute = 60_000;
const by = '00000000-0000-4000-8000-000000000001';
const terms = { closesAt: 120 * minute, durationMs: 60 * minute };
const log = { lastT: 20 * minute };
const begun = { terms, startedAt: 10 * minute, log, lastContactAt: 30 * minute };

test('time runs out after the duration, or when the sitting closes', () => {
	expect(timeOf({ ...begun, given: nothingGiven })).toEqual({ endsAt: 70 * minute });
	const late = { ...begun, startedAt: 100 * minute };
	expect(timeOf({ ...late, given: nothingGiven })).toEqual({ endsAt: 120 * minute });
});

test('added time and a pause that is over move the end; a pause that lasts is said', () => {
	const extended = withGiven(nothingGiven, { kind: 'extend', data: { by, addMs: 600_000 } }, 1);
	expect(timeOf({ ...begun, given: extended }).endsAt).toBe(80 * minute);
	const paused = withGiven(extended, { kind: 'pause', data: { by } }, 20 * minute);
	expect(withGiven(paused, { kind: 'pause', data: { by } }, 22 * minute)).toEqual(paused);
	expect(timeOf({ ...begun, given: paused })).toEqual({
		endsAt: 80 * minute,
		stoodSince: 20 * minute,
		pausedSince: 20 * minute
	});
	const over = withGiven(paused, { kind: 'resume', data: { by } }, 25 * minute);
	expect(timeOf({ ...begun, given: over })).toEqual({ endsAt: 85 * minute });
});

test('a break of one’s own moves the end by what it has used', () => {
	const breaks = { allowedMs: 10 * minute, usedMs: 0, since: 18 * minute };
	expect(timeOf({ ...begun, given: nothingGiven, log: { ...log, breaks } })).toEqual({
		endsAt: 72 * minute,
		stoodSince: 30 * minute
	});
});
