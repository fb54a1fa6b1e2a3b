import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { KeptAttempt } from '../device/device-rows.ts';
import { ids, startedDevice } from './host-fixture.ts';
import { choice, openIn } from './host-steps.ts';
import { KeptWork } from './kept-work.svelte.ts';

const warned = vi.fn();
beforeEach(() => void vi.spyOn(console, 'warn').mockImplementation(warned));
afterEach(() => {
	vi.restoreAllMocks();
	warned.mockClear();
});

async function handedIn({ practice = true } = {}) {
	const device = await startedDevice();
	const { host } = await openIn(device);
	void host.respond('boils', choice('a'));
	await device.run(2_000);
	await host.close();
	const { store } = device;
	await store.changeSession(device.session, { state: 'submitted' });
	const { summary } = (await store.attempt(ids.attempt)) as KeptAttempt;
	if (practice) await store.changeAttempt(ids.attempt, { summary: { ...summary, practice: 'en' } });
	return { store, work: new KeptWork(ids.attempt, store) };
}

test('of a practice it is known that it is one as soon as there is anything to show', async () => {
	const { store, work } = await handedIn();
	const readLog = vi.spyOn(store, 'readLog').mockReturnValue(new Promise(() => undefined));
	void work.look();
	await vi.waitFor(() => expect(work.session).not.toBeNull());
	expect([work.practice, work.record, work.isUnread]).toEqual(['en', null, false]);
	expect(readLog).toHaveBeenCalledOnce();
});

test('its record is read once, and an exam like any other has none to show', async () => {
	const { store, work } = await handedIn();
	await work.look();
	await work.look();
	expect([...(work.record?.responses.keys() ?? [])]).toEqual(['boils']);
	const readLog = vi.spyOn(store, 'readLog');
	await work.look();
	expect(readLog).not.toHaveBeenCalled();
	const exam = (await handedIn({ practice: false })).work;
	await exam.look();
	expect([exam.session?.state, exam.practice, exam.record]).toEqual(['submitted', null, null]);
	expect(warned).not.toHaveBeenCalled();
});

test('a record that cannot be read leaves a practice a practice, and is tried again', async () => {
	const { store, work } = await handedIn();
	const readLog = vi.spyOn(store, 'readLog').mockRejectedValueOnce(new Error('gone'));
	await work.look();
	expect([work.practice, work.record, work.isUnread]).toEqual(['en', null, true]);
	expect(warned).toHaveBeenCalledOnce();
	await work.look();
	expect([work.record === null, work.isUnread]).toEqual([false, false]);
	expect(readLog).toHaveBeenCalledTimes(2);
});

test('what was known of it stays when the store cannot be read, and where nothing was, that is said', async () => {
	const { store, work } = await handedIn();
	await work.look();
	vi.spyOn(store, 'attempt').mockRejectedValueOnce(new Error('gone'));
	await work.look();
	expect([work.session?.state, work.practice]).toEqual(['submitted', 'en']);
	vi.spyOn(store, 'sessionsOf').mockRejectedValueOnce(new Error('gone'));
	await work.look();
	expect([work.session?.state, work.practice]).toEqual(['submitted', 'en']);
	expect(warned).toHaveBeenCalledTimes(2);
	const first = new KeptWork(ids.attempt, store);
	vi.spyOn(store, 'sessionsOf').mockRejectedValueOnce(new Error('gone'));
	await first.look();
	expect([first.session, first.looked]).toEqual([null, true]);
});
