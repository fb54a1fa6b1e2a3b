import { expect, test } from 'vitest';
import { doorStatus } from './door.ts';

const door = {
	ticket: { attempt: 'mine', expiresAt: 1000 },
	known: null,
	sockets: 0,
	sessions: 0,
	now: 1000
};

test('a ticket that holds opens a new session, one that has expired does not', () => {
	expect(doorStatus(door)).toBe(null);
	expect(doorStatus({ ...door, now: 1001 })).toBe(401);
});

test('a session that began in time brings its rest however late', () => {
	expect(doorStatus({ ...door, known: { attempt: 'mine' }, now: 9e12 })).toBe(null);
});

test('attack: another student’s session with a ticket of one’s own', () => {
	expect(doorStatus({ ...door, known: { attempt: 'theirs' } })).toBe(401);
});

test('attack: a flood of sockets, and of sessions; those that are known still come in', () => {
	expect(doorStatus({ ...door, sockets: 8 })).toBe(429);
	expect(doorStatus({ ...door, sessions: 30 })).toBe(429);
	expect(doorStatus({ ...door, sessions: 30, known: { attempt: 'mine' } })).toBe(null);
});
