import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { TakingTime } from './taking-time.svelte.ts';

beforeEach(() => void vi.spyOn(console, 'warn').mockReturnValue());
afterEach(() => vi.restoreAllMocks());

function steps(goOn: () => Promise<unknown>) {
	const done: string[] = [];
	return {
		done,
		stop: async () => done.push('stop'),
		goOn: async () => {
			done.push('go on');
			await goOn();
		},
		send: () => void done.push('send')
	};
}

test('the sender is stopped before the record goes on, and a second press does nothing', async () => {
	const taking = new TakingTime();
	const to = steps(async () => undefined);
	await Promise.all([taking.take(to), taking.take(to)]);
	expect(to.done).toEqual(['stop', 'go on']);
	expect([taking.busy, taking.failed]).toEqual([true, false]);
});

test('when the device does not take it, it is sent again and can be tried again', async () => {
	const taking = new TakingTime();
	const full = steps(() => Promise.reject(new Error('no room')));
	await taking.take(full);
	expect(full.done).toEqual(['stop', 'go on', 'send']);
	expect([taking.busy, taking.failed]).toEqual([false, true]);
	const now = steps(async () => undefined);
	await taking.take(now);
	expect(now.done).toEqual(['stop', 'go on']);
	expect(taking.failed).toBe(false);
});

test('a sender that cannot be stopped is no reason to hang', async () => {
	const taking = new TakingTime();
	const to = { ...steps(async () => undefined), stop: () => Promise.reject(new Error('gone')) };
	await taking.take(to);
	expect(to.done).toEqual(['send']);
	expect([taking.busy, taking.failed]).toEqual([false, true]);
});
