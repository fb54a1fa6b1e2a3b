import { expect, test } from 'vitest';
import { lastEndOf, leftOf, pauseOf, possibleActs } from './acts.ts';
import { attemptRowFixture } from './row-fixture.ts';

const writing = attemptRowFixture({ time: { endsAt: 100_000 } });
const paused = attemptRowFixture({
	state: 'paused',
	time: { endsAt: 100_000, stoodSince: 40_000, pausedSince: 40_000 }
});
const done = attemptRowFixture({ state: 'accepted', handedInBy: 'student' });
const acts = (...rows: (typeof writing)[]) => [...possibleActs(rows)].toSorted();

test('who writes can be paused and not resumed; who is paused the other way round', () => {
	expect(acts(writing)).toEqual(['correction', 'end', 'extend', 'hand_over', 'message', 'pause']);
	expect(acts(paused)).toEqual(['correction', 'end', 'extend', 'hand_over', 'message', 'resume']);
	expect(acts(writing, paused)).toContain('pause');
	expect(acts(writing, paused)).toContain('resume');
});

test('from one device to another is for one student who writes', () => {
	expect(acts(writing, paused)).not.toContain('hand_over');
	expect(acts(attemptRowFixture({ state: 'ready', entries: 0 }))).not.toContain('hand_over');
	expect(acts(done)).not.toContain('hand_over');
});

test('who has handed in can be given nothing, unless the clock did it: then more time', () => {
	expect(acts(done)).toEqual([]);
	expect(acts({ ...done, handedInBy: 'clock' })).toEqual(['extend']);
});

test('who has not begun can be paused, and what waits for them can be taken back', () => {
	const later = attemptRowFixture({ state: 'ready', entries: 0 });
	expect(acts(later)).toContain('pause');
	const told = { waiting: 1, newest: { act: 'pause' as const, at: 0, outcome: null } };
	expect(acts({ ...later, told })).not.toContain('pause');
	expect(acts({ ...later, told })).toContain('resume');
	expect(acts(paused, later)).not.toContain('pause');
});

test('a pause is said since its beginning, with how many stand in it', () => {
	expect(pauseOf([writing, paused])).toEqual({ since: 40_000, students: 1 });
	expect(pauseOf([writing, done])).toBeNull();
});

test('the last end is that of who writes longest, and none while time stands still', () => {
	expect(lastEndOf([writing, attemptRowFixture({ time: { endsAt: 160_000 } })])).toBe(160_000);
	expect(lastEndOf([writing, paused])).toBeNull();
	expect(lastEndOf([done])).toBeNull();
});

test('time left runs with the clock and stands still in a pause', () => {
	expect(leftOf(writing, 70_000)).toBe(30_000);
	expect(leftOf(paused, 70_000)).toBe(60_000);
	expect(leftOf(writing, 100_001)).toBeNull();
	expect(leftOf(done, 0)).toBeNull();
});
