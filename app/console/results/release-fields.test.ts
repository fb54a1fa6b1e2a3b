import { expect, test } from 'vitest';
import type { ReleaseState } from '#sync/schema/release.ts';
import { fieldTime, readRelease, releaseFields } from './release-fields.ts';

const now = Date.UTC(2031, 4, 5, 10, 0);
const none: ReleaseState = {
	sitting: '4e1b7f0a-0f6e-4c38-9d0b-0c9a4b3e2a10',
	revision: 0,
	state: 'none',
	shows: { marks: false, answers: false, feedback: false, responses: false, comments: false },
	from: null,
	requestsUntil: null,
	releasedAt: null,
	accepted: 3,
	held: 0,
	waitingAnswers: 0,
	writing: null,
	linkUntil: null,
	rehearsal: false,
	mayChange: true
};

test('a first release shows marks, at once, and what was right only when somebody says so', () => {
	const { problems, body } = readRelease(releaseFields(none, now), none, now);
	expect(problems).toEqual([]);
	expect(body).toMatchObject({ revision: 0, from: now, hidden: false });
	expect(body.shows).toMatchObject({ marks: true, answers: false });
	expect(body.requestsUntil).toBeGreaterThan(now);
});

test('a moment comes back from its field as it went in, to the minute', () => {
	expect(new Date(fieldTime(now)).getTime()).toBe(now);
});

test('what is out already keeps the moment it came out at', () => {
	const out: ReleaseState = { ...none, revision: 2, state: 'released', from: now - 5_000_000 };
	expect(readRelease(releaseFields(out, now), out, now).body.from).toBe(out.from);
});

test('answers that wait, an end before the beginning and a release of nothing are said before it is sent', () => {
	const fields = releaseFields(none, now);
	const problems = (change: Partial<typeof fields>, state = none) =>
		readRelease({ ...fields, ...change }, state, now).problems;
	const waiting = { ...none, waitingAnswers: 2 };
	expect(problems({}, waiting)).toEqual(['waiting']);
	expect(problems({ leaveWaiting: true }, waiting)).toEqual([]);
	expect(problems({ until: fieldTime(now - 60_000) })).toEqual(['until_before']);
	expect(problems({ when: 'later', from: '' })).toEqual(['no_from']);
	expect(problems({ until: '', requests: false })).toEqual([]);
	expect(problems({ shows: none.shows })).toEqual(['nothing']);
});
