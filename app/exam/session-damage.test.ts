import { expect, test } from 'vitest';
import type { KeptSession } from '../device/device-rows.ts';
import { startedDevice } from './host-fixture.ts';
import { answers, choice, essay, openIn, snapshot, stored } from './host-steps.ts';

test('a store that fails is told at once, what is written meanwhile travels, and all of it is stored in the end', async () => {
	const device = await startedDevice();
	const { host, events } = await openIn(device);
	await device.run(1_000);
	device.store.failing = new DOMException('full', 'QuotaExceededError');
	let resolved = false;
	void host.respond('boils', choice('a')).then(() => (resolved = true));
	await device.run(1_000);
	expect(resolved).toBe(false);
	expect(events).toContainEqual({
		type: 'store_fault',
		fault: { reason: 'full', waiting: expect.any(Number) }
	});
	const room = device.network(device.session).room;
	expect(room.entries.some(({ kind }) => kind === 'response')).toBe(true);
	device.store.failing = null;
	host.retryStore();
	await device.run(2_000);
	expect(resolved).toBe(true);
	expect(events.findLast(({ type }) => type === 'store_fault')).toEqual({
		type: 'store_fault',
		fault: null
	});
	const entries = await stored(device.store, device.session);
	expect(entries.map(({ seq }) => seq)).toEqual(entries.map((_, index) => index));
	const checks = entries.flatMap((entry) =>
		entry.kind === 'observation' ? [`${entry.data.check} ${entry.data.phase}`] : []
	);
	expect(checks).toEqual(['storage_failing begin', 'storage_failing end']);
});

test('a store emptied under us is filled again before anything new goes in', async () => {
	const device = await startedDevice();
	const { host } = await openIn(device);
	void host.respond('boils', choice('a'));
	await device.run(1_000);
	const { store } = device;
	store.logs.segments.clear();
	store.sessions.clear();
	store.keyRows.clear();
	store.failing = new DOMException('gone', 'InvalidStateError');
	void host.respond('mass', { type: 'numeric', text: '1' });
	await device.run(200);
	store.failing = null;
	await device.run(20_000);
	await host.close();
	const { responses } = snapshot((await openIn(device)).opened);
	expect(responses.map(([item]) => item)).toEqual(['boils', 'mass']);
});

test('a store that the browser emptied and opened again without a word is filled again too', async () => {
	const device = await startedDevice();
	const { host } = await openIn(device);
	void host.respond('boils', choice('a'));
	await device.run(1_000);
	const { store } = device;
	store.logs.segments.clear();
	store.logs.control.clear();
	store.sessions.clear();
	store.losses++;
	void host.respond('mass', { type: 'numeric', text: '1' });
	await device.run(1_000);
	await host.close();
	const { responses, damaged } = snapshot((await openIn(device)).opened);
	expect(responses.map(([item]) => item)).toEqual(['boils', 'mass']);
	expect(damaged).toBe('no');
});

test('a damaged end is given back by the edge, and what was damaged is kept aside', async () => {
	const device = await startedDevice();
	const first = await openIn(device);
	void first.host.respond('boils', choice('a'));
	await device.run(1_000);
	void first.host.respond('why', essay('density'));
	await device.run(2_000);
	await first.host.close();
	const log = device.store.logs.segments;
	const last = [...log.keys()].at(-1) as string;
	log.set(last, (log.get(last) as Uint8Array<ArrayBuffer>).with(200, 1).with(201, 2));
	const { opened } = await openIn(device);
	expect(snapshot(opened).damaged).toBe('restored');
	expect(snapshot(opened).lost?.gaps).toEqual([]);
	expect(snapshot(opened).lost?.recordedAt.map(([item]) => item)).toEqual(['boils', 'why']);
	expect(answers(snapshot(opened))).toEqual({
		boils: choice('a'),
		why: essay('density')
	});
	expect(device.store.aside).toHaveLength(1);
	await device.run(2_000);
	const entries = await stored(device.store, device.session);
	expect(entries.map(({ seq }) => seq)).toEqual(entries.map((_, index) => index));
	expect(entries.some((e) => e.kind === 'observation' && e.data.check === 'storage_damaged')).toBe(
		true
	);
});

test('a damaged end without a network: a new session goes on with every answer that can be read', async () => {
	const device = await startedDevice();
	device.setNetwork(false);
	const first = await openIn(device);
	void first.host.respond('boils', choice('a'));
	void first.host.record({ kind: 'navigation', data: { item: 'mass', action: 'mark' } });
	await device.run(1_500);
	void first.host.respond('why', essay('density'));
	await device.run(1_500);
	const { remainingMs } = snapshot(first.opened).clock;
	await first.host.close();
	const log = device.store.logs.segments;
	const last = [...log.keys()].at(-1) as string;
	log.set(last, new Uint8Array(5));
	const second = await openIn(device, device.tab(), 10_000);
	const now = snapshot(second.opened);
	expect(now).toMatchObject({ damaged: 'continued', marked: ['mass'] });
	// Nobody can read when it was written; it stood behind all that can be read.
	const end = (await stored(device.store, device.session)).at(-1);
	expect(now.lost?.gaps).toEqual([
		{ from: (end?.seq ?? -1) + 1, to: null, since: end?.wall, until: null }
	]);
	expect(now.lost?.recordedAt.map(([item]) => item)).toEqual(['boils']);
	expect(answers(now)).toEqual({ boils: choice('a') });
	expect(now.session).not.toBe(device.session);
	expect(now.clock.remainingMs).toBeLessThan(remainingMs);
	await device.run(2_000);
	expect(device.store.sessions.get(device.session)?.state).toBe('damaged');
	const entries = await stored(device.store, now.session);
	expect(entries.map(({ kind }) => kind)).toContain('response');
	expect(device.store.aside[0]?.records).toHaveLength(1);
	// The old record was not touched: no place of it was used again.
	expect((await stored(device.store, device.session)).every(({ boot }) => boot === 0)).toBe(true);
});

/** Three answers, each in a record of its own, with or without a network; then the record of the first is garbled. */
async function garbled(online: boolean) {
	const device = await startedDevice();
	if (!online) device.setNetwork(false);
	const { host } = await openIn(device);
	await device.run(1_500);
	const log = device.store.logs.segments;
	const records = [];
	for (const write of [
		() => host.respond('boils', choice('a')),
		() => host.respond('why', essay('Ice is')),
		() => host.respond('mass', { type: 'numeric', text: '1' }),
		() => host.respond('why', essay('Ice is lighter'))
	]) {
		const before = new Set(log.keys());
		void write();
		await device.run(1_500);
		records.push([...log.keys()].find((key) => !before.has(key)) as string);
	}
	await host.close();
	const garble = (key: string | undefined) =>
		log.set(key as string, (log.get(key as string) as Uint8Array<ArrayBuffer>).with(200, 1));
	return { device, records, garble };
}

test('one garbled record takes only what is in it: answers signed behind it go on in the new session', async () => {
	const { device, records, garble } = await garbled(false);
	garble(records[0]);
	const { opened } = await openIn(device, device.tab(), 10_000);
	expect(snapshot(opened).damaged).toBe('continued');
	expect(answers(snapshot(opened))).toEqual({
		mass: { type: 'numeric', text: '1' },
		why: essay('Ice is lighter')
	});
	await device.run(2_000);
	const entries = await stored(device.store, snapshot(opened).session);
	expect(entries.filter(({ kind }) => kind === 'response')).toHaveLength(2);
	const { lost } = snapshot(opened);
	expect(lost?.gaps).toEqual([
		{
			from: expect.any(Number),
			to: expect.any(Number),
			since: expect.any(Number),
			until: expect.any(Number)
		}
	]);
	expect(lost?.recordedAt.map(([item]) => item).toSorted()).toEqual(['mass', 'why']);
});

test('a change of text behind a garbled record is not applied to a text it was not made for', async () => {
	const { device, records, garble } = await garbled(false);
	garble(records[1]);
	const { opened } = await openIn(device, device.tab(), 10_000);
	expect(answers(snapshot(opened))).toEqual({
		boils: choice('a'),
		mass: { type: 'numeric', text: '1' }
	});
});

test('with a network but nothing at the edge, nothing is called restored', async () => {
	const { device, records, garble } = await garbled(false);
	garble(records[0]);
	device.setNetwork(true);
	const { opened } = await openIn(device, device.tab(), 10_000);
	expect(snapshot(opened).damaged).toBe('continued');
	expect(Object.keys(answers(snapshot(opened)))).toContain('mass');
});

test.each([true, false])(
	'the very first record is damaged and the edge has nothing (network: %s): the exam goes on',
	async (online) => {
		const { device, garble } = await garbled(false);
		garble([...device.store.logs.segments.keys()][0]);
		device.setNetwork(online);
		const { host, opened } = await openIn(device, device.tab(), 10_000);
		expect(snapshot(opened).damaged).toBe('continued');
		expect(Object.keys(answers(snapshot(opened)))).toEqual(
			expect.arrayContaining(['boils', 'mass', 'why'])
		);
		void host.respond('boils', choice('b'));
		await device.run(2_000);
		await host.close();
		const again = await openIn(device, device.tab(), 10_000);
		expect(answers(snapshot(again.opened))['boils']).toEqual(choice('b'));
	}
);

test('a tab killed while it goes on in a new session: the next opening carries the rest over', async () => {
	const { device, records, garble } = await garbled(false);
	garble(records[0]);
	const first = await openIn(device, device.tab(), 10_000);
	const { session } = snapshot(first.opened);
	await device.run(2_000);
	expect(device.store.sessions.get(session)?.carriesFrom).toBeNull();
	await first.host.close();
	// As the disk was a moment earlier: opened, and nothing carried over yet.
	const { segments } = device.store.logs;
	const own = [...segments.keys()].filter((key) => key.startsWith(session));
	for (const key of own.slice(1)) segments.delete(key);
	const row = device.store.sessions.get(session) as KeptSession;
	device.store.sessions.set(session, { ...row, carriesFrom: device.session, receipt: null });
	const again = await openIn(device, device.tab(), 10_000);
	expect(answers(snapshot(again.opened))).toEqual({
		mass: { type: 'numeric', text: '1' },
		why: essay('Ice is lighter')
	});
	await device.run(2_000);
	expect(device.store.sessions.get(snapshot(again.opened).session)?.carriesFrom).toBeNull();
});

test('what the edge gave back ends before what is still intact here: that is not lost', async () => {
	const { device, records, garble } = await garbled(true);
	const { room } = device.network(device.session);
	const has = room.entries.length;
	device.setNetwork(false);
	const offline = await openIn(device, device.tab(), 10_000);
	void offline.host.respond('water', choice('a'));
	await device.run(1_500);
	await offline.host.close();
	expect(room.entries).toHaveLength(has);
	garble(records[0]);
	device.setNetwork(true);
	const { opened } = await openIn(device, device.tab(), 10_000);
	expect(answers(snapshot(opened))).toMatchObject({
		boils: choice('a'),
		why: essay('Ice is lighter'),
		water: choice('a')
	});
});

test('an attempt that was never started here, and one whose questions are gone', async () => {
	const device = await startedDevice();
	for (const row of device.store.keyRows.values())
		device.store.keyRows.set(row.attempt, { ...row, contentKey: null });
	expect((await openIn(device)).opened).toEqual({ kind: 'failed', failure: 'form_damaged' });
	device.store.sessions.clear();
	expect((await openIn(device)).opened).toEqual({ kind: 'failed', failure: 'not_started' });
});
