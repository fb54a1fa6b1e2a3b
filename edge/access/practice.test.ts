import { expect, test } from 'vitest';
import { goesOn } from './practice.ts';

const attempt = {
	sitting_id: 'here',
	state: 'in_progress' as const,
	submitted: false,
	closes_at: 100
};

test('what is under way in the same practice is gone on with', () => {
	expect(goesOn(attempt, 'here', 99)).toBe(true);
	expect(goesOn({ ...attempt, state: 'assigned' }, 'here', 99)).toBe(true);
});

test('handed in, ended, over, or in another language it is replaced', () => {
	expect(goesOn({ ...attempt, submitted: true }, 'here', 99)).toBe(false);
	expect(goesOn({ ...attempt, state: 'accepted' }, 'here', 99)).toBe(false);
	expect(goesOn(attempt, 'here', 100)).toBe(false);
	expect(goesOn(attempt, 'there', 99)).toBe(false);
});
