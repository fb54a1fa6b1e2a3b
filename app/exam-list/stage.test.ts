import { expect, test } from 'vitest';
import { placeOf, stageOf, wantsPreparing, type OwnSession } from './stage.ts';

const hour = 3_600_000;
const summary = { state: 'assigned' as const, opensAt: 100 * hour, closesAt: 102 * hour };
const id = '4e1b2c3d-0000-4000-8000-000000000001';

test('the window decides as long as nothing was begun', () => {
	expect(stageOf(summary, null, 99 * hour)).toBe('upcoming');
	expect(stageOf(summary, null, 101 * hour)).toBe('open');
	expect(stageOf(summary, null, 103 * hour)).toBe('over');
});

test('what is on this device outlives the window and an old list of the edge', () => {
	expect(stageOf(summary, 'open', 103 * hour)).toBe('in_progress');
	expect(stageOf(summary, 'submitted', 103 * hour)).toBe('waiting');
	expect(stageOf({ ...summary, state: 'submitted' }, 'submitted', 103 * hour)).toBe('waiting');
	expect(stageOf(summary, 'done', 101 * hour)).toBe('handed_in');
});

test.each<[OwnSession, string | null]>([
	['open', `/exams/${id}`],
	['submitted', `/exams/${id}/done`],
	['done', `/exams/${id}/done`],
	[null, `/exams/${id}/check`]
])('with a session %s "Open" leads to %s', (session, place) => {
	expect(placeOf(id, stageOf(summary, session, 101 * hour), session)).toBe(place);
});

test('results that are out are what is opened, also where it was not sat on this device', () => {
	const released = { ...summary, state: 'released' as const };
	for (const session of ['done', null] as const)
		expect(placeOf(id, stageOf(released, session, 200 * hour), session)).toBe(
			`/exams/${id}/results`
		);
});

test('an exam begun on another device is opened by its check', () => {
	const begun = { ...summary, state: 'in_progress' as const };
	expect(placeOf(id, stageOf(begun, null, 101 * hour), null)).toBe(`/exams/${id}/check`);
});

test('nothing is fetched before the three days, after the end, or under a running session', () => {
	const wants = (at: number, session: OwnSession = null) =>
		wantsPreparing(summary, stageOf(summary, session, at), session, at);
	expect(wants(27 * hour)).toBe(false);
	expect(wants(29 * hour)).toBe(true);
	expect(wants(101 * hour)).toBe(true);
	expect(wants(101 * hour, 'open')).toBe(false);
	expect(wants(103 * hour)).toBe(false);
});
