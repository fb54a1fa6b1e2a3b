import { expect, test } from 'vitest';
import { startedDevice } from './host-fixture.ts';
import { choice, essay, openIn, snapshot, stored } from './host-steps.ts';
import type { OutboxEvent } from './outbox.ts';

function listening(device: Awaited<ReturnType<typeof startedDevice>>) {
	const { outbox } = device.tab();
	const events: OutboxEvent[] = [];
	outbox.listen((event) => events.push(event));
	return { outbox, events, states: () => [...new Set(events.map(({ state }) => state))] };
}

async function handedInOffline() {
	const device = await startedDevice();
	device.setNetwork(false);
	const { host } = await openIn(device);
	void host.respond('boils', choice('a'));
	void host.handIn('student');
	await device.run(1_000);
	await host.close();
	return device;
}

test('handed in without a network: sent by the next page, and done under the receipt of the submit', async () => {
	const device = await handedInOffline();
	const { outbox, events, states } = listening(device);
	await outbox.run();
	await device.run(3_000);
	expect(states()).toEqual(['waiting']);
	expect(device.store.sessions.get(device.session)?.state).toBe('submitted');
	device.setNetwork(true);
	outbox.nudge();
	await device.run(40_000);
	expect(events.at(-1)?.state).toBe('received');
	const row = device.store.sessions.get(device.session);
	const submit = row?.submit ?? Number.NaN;
	expect(row).toMatchObject({ state: 'done', receipt: { seq: submit } });
	const { room } = device.network(device.session);
	expect(room.entries.at(submit)?.kind).toBe('submit');
	// Nobody looked at it while it was sent.
	expect(room.entries.map(({ kind }) => kind)).not.toContain('resume');
	await outbox.run();
	expect(await device.store.unfinishedSessions()).toEqual([]);
});

test('an open exam in another tab sends for itself; the outbox waits for its turn', async () => {
	const device = await startedDevice();
	const { host } = await openIn(device);
	void host.respond('boils', choice('a'));
	const { outbox, events } = listening(device);
	await outbox.run();
	await device.run(3_000);
	expect(events).toEqual([]);
	void host.handIn('student');
	await device.run(250);
	await host.close();
	await device.run(40_000);
	await outbox.run();
	await device.run(1_000);
	expect(device.store.sessions.get(device.session)?.state).toBe('done');
});

test('whoever opens the exam gets it from an outbox that is busy, even one that came between', async () => {
	const device = await startedDevice();
	const first = await openIn(device);
	void first.host.respond('boils', choice('a'));
	await device.run(500);
	device.setNetwork(false);
	const { outbox } = listening(device);
	await outbox.run();
	const second = device.tab();
	const opening = second.open();
	await device.run(500);
	// The outbox stood in the queue before the second tab.
	await first.host.close();
	await device.run(5_000);
	const { responses } = snapshot(await opening);
	expect(responses).toEqual([['boils', choice('a')]]);
	await device.run(1_000);
	expect((await stored(device.store, device.session)).filter(({ boot }) => boot === 1)).not.toEqual(
		[]
	);
});

test('what is left of a damaged session is sent once, beside the one that went on', async () => {
	const device = await startedDevice();
	device.setNetwork(false);
	const first = await openIn(device);
	void first.host.respond('boils', choice('a'));
	await device.run(1_500);
	void first.host.respond('why', essay('lost'));
	await device.run(1_500);
	await first.host.close();
	const log = device.store.logs.segments;
	log.set([...log.keys()].at(-1) as string, new Uint8Array(5));
	const second = await openIn(device, device.tab(), 10_000);
	const session = snapshot(second.opened).session;
	void second.host.handIn('student');
	await device.run(1_000);
	await second.host.close();
	device.setNetwork(true);
	const { outbox } = listening(device);
	await outbox.run();
	await device.run(40_000);
	expect(device.store.sessions.get(device.session)).toMatchObject({
		state: 'damaged',
		rescued: true
	});
	expect(device.store.sessions.get(session)?.state).toBe('done');
	const old = device.network(device.session).room.entries;
	expect(old.some(({ kind }) => kind === 'response')).toBe(true);
});

test('what the edge refuses for good is not sent again', async () => {
	const device = await handedInOffline();
	device.setNetwork(true);
	const { room } = device.network(device.session);
	// Another history of the same session: a cloned profile went on elsewhere.
	room.receive = async () => ({ code: 'superseded' });
	const { outbox, events } = listening(device);
	await outbox.run();
	await device.run(5_000);
	expect(events.at(-1)).toMatchObject({ state: 'refused', code: 'superseded' });
	expect(device.store.sessions.get(device.session)).toMatchObject({
		state: 'submitted',
		refused: 'superseded'
	});
	expect(await device.store.unfinishedSessions()).toEqual([]);
});

async function tabClosed(network: boolean) {
	const device = await startedDevice();
	const { host } = await openIn(device);
	void host.respond('boils', choice('a'));
	await device.run(2_000);
	await host.close();
	device.setNetwork(network);
	const listened = listening(device);
	await listened.outbox.run();
	await device.run(5_000);
	return { device, ...listened, durationMs: device.edge.summary.durationMs };
}

test('an exam whose tab was closed is handed in by the clock when its time is up, and not before', async () => {
	const { device, durationMs } = await tabClosed(true);
	const { room } = device.network(device.session);
	await device.clock.advance(durationMs - 60_000);
	await device.run(5_000);
	expect(device.store.sessions.get(device.session)?.state).toBe('open');
	await device.clock.advance(60_000);
	await device.run(5_000);
	expect(device.store.sessions.get(device.session)?.state).toBe('done');
	expect(room.entries.findLast(({ kind }) => kind === 'submit')?.data).toMatchObject({
		by: 'clock'
	});
});

test('without a network it is handed in as soon as there is one', async () => {
	const { device, outbox, durationMs } = await tabClosed(false);
	await device.clock.advance(durationMs + 60_000);
	await device.run(2_000);
	expect(device.store.sessions.get(device.session)?.state).toBe('open');
	device.setNetwork(true);
	outbox.nudge();
	await device.run(60_000);
	expect(device.store.sessions.get(device.session)?.state).toBe('done');
});

test('stopped, it lets go of everything', async () => {
	const device = await handedInOffline();
	const { outbox } = listening(device);
	await outbox.run();
	await device.run(1_000);
	await outbox.stop();
	expect((await openIn(device)).opened).toEqual({ kind: 'submitted' });
});
