import { expect, test } from 'vitest';
import type { ReleasedResults } from '#sync/schema/release.ts';
import { requestState } from './request-state.ts';

const request = {
	id: 'r',
	attempt: 'a',
	item: 'one',
	reason: 'The key is wrong',
	state: 'kept',
	askedAt: 100,
	answer: 'Corrected for everybody',
	answeredAt: 300
} as const;
const change = (at: number, from: number, to: number, item = 'one') =>
	({
		item,
		at,
		from,
		to,
		cause: 'key',
		because: 'Wrong key',
		fromMaximum: 1,
		toMaximum: 1
	}) satisfies ReleasedResults['changes'][number];

test('points that a corrected key changed after it was asked are not said to be kept', () => {
	expect(requestState(request, [change(200, 0, 1)])).toBe('changed');
	expect(requestState(request, [change(400, 0, 1)])).toBe('changed');
});

test('kept is what was, before it was asked, of another question, or there and back', () => {
	expect(requestState(request, [])).toBe('kept');
	expect(requestState(request, [change(50, 0, 1)])).toBe('kept');
	expect(requestState(request, [change(200, 0, 1, 'two')])).toBe('kept');
	expect(requestState(request, [change(200, 0, 1), change(250, 1, 0)])).toBe('kept');
	expect(requestState({ ...request, state: 'open' }, [change(200, 0, 1)])).toBe('open');
});
