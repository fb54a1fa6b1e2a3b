import { expect, test } from 'vitest';
import { doorStatus } from './door.ts';

const door = { ticket: { attempt: 'mine' }, known: null, sessions: 0 };

test('a session that is new and one that is known come in', () => {
	expect(doorStatus(door)).toBe(null);
	expect(doorStatus({ ...door, known: { attempt: 'mine' } })).toBe(null);
});

test('attack: another student’s session with a ticket of one’s own', () => {
	expect(doorStatus({ ...door, known: { attempt: 'theirs' } })).toBe(401);
});

test('attack: a flood of sessions; those that are known still come in', () => {
	expect(doorStatus({ ...door, sessions: 30 })).toBe(429);
	expect(doorStatus({ ...door, sessions: 30, known: { attempt: 'mine' } })).toBe(null);
});
