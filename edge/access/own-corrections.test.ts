import { expect, test } from 'vitest';
import { foundOf } from './own-corrections.ts';

const told = [{ item: 'one', at: 1, text: 'July is meant' }];
const submitted = 100;

test('what was sent before the hand-in and did not arrive is not called later than it', async () => {
	const sent = [
		...told,
		{ item: 'one', at: 99, text: 'August is meant' },
		{ item: 'two', at: 101, text: 'May is meant' }
	];
	const room = { sent: async () => sent, failed: () => expect.unreachable() };
	expect(await foundOf(told, submitted, room)).toEqual({
		corrections: [
			...told,
			{ ...sent[1], untold: 'did_not_arrive' },
			{ ...sent[2], untold: 'after_hand_in' }
		],
		lacking: false
	});
});

test('of a room that does not answer what is known is said, that something may lack, and what failed is noted', async () => {
	const reset = new Error('The room was reset.');
	const noted: unknown[] = [];
	const room = {
		sent: () => Promise.reject(reset),
		failed: (problem: unknown) => noted.push(problem)
	};
	expect(await foundOf(told, submitted, room)).toEqual({ corrections: told, lacking: true });
	expect(noted).toEqual([reset]);
});
