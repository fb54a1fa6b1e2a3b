import { expect, test } from 'vitest';
import { stillWriting } from './still-writing.ts';

const one = (student_id: string, closes_at: number, state = 'in_progress' as const) => ({
	student_id,
	state,
	closes_at,
	accommodation: null
});

test('whoever has more time is still writing when the others are over', () => {
	const roster = [one('a', 1_000), one('b', 1_500)];
	expect(stillWriting(roster, 1_200)).toEqual({ students: 1, until: 1_500 });
	expect(stillWriting(roster, 1_500)).toBeNull();
});

test('breaks that were granted move the end, what was handed in is not counted, and two attempts of one are one student', () => {
	const rested = { ...one('a', 1_000), accommodation: { breaksMs: 600 } };
	const done = { ...one('b', 9_000), state: 'submitted' as const };
	expect(stillWriting([rested, one('a', 1_100), done], 1_050)).toEqual({
		students: 1,
		until: 1_600
	});
});
