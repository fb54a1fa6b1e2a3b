import { expect, test } from 'vitest';
import { saidState } from './request-state.ts';

test('only what was kept, and has other points now, is said to have changed', () => {
	expect(saidState('kept', { asked: 1, now: 2 })).toBe('changed');
	expect(saidState('kept', { asked: null, now: 0 })).toBe('changed');
	expect(saidState('kept', { asked: 1, now: 1 })).toBe('kept');
	for (const state of ['open', 'changed', 'withdrawn'] as const)
		expect(saidState(state, { asked: 1, now: 2 })).toBe(state);
});
