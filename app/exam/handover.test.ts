/** What a device shows that goes on from another, and what one does that was left. */
import { expect, test } from 'vitest';
import type { KeptHanded } from '../device/device-rows.ts';
import { startedDevice } from './host-fixture.ts';
import { answers, choice, essay, openIn, snapshot, stored } from './host-steps.ts';

const handed: KeptHanded = {
	responses: [
		['boils', choice('b')],
		['why', essay('Ice is')]
	],
	marked: ['why'],
	item: 'mass',
	entries: 9,
	receivedAt: 1_790_000_000_000
};

async function goingOn() {
	const device = await startedDevice();
	await device.store.changeSession(device.session, { handed });
	return device;
}

test('W2: answers of the other device are shown and not recorded again; place and marks are', async () => {
	const device = await goingOn();
	const tab = await openIn(device);
	const opened = snapshot(tab.opened);
	expect(answers(opened)).toEqual({ boils: choice('b'), why: essay('Ice is') });
	expect(opened).toMatchObject({ item: 'mass', marked: ['why'], newestResponse: -1 });
	expect(opened.handed).toEqual({ answers: 2, receivedAt: handed.receivedAt });
	await device.run(2_000);
	const entries = await stored(device.store, device.session);
	expect(entries.filter(({ kind }) => kind === 'response')).toEqual([]);
	expect(entries.filter(({ kind }) => kind === 'navigation').map(({ data }) => data)).toEqual([
		{ item: 'why', action: 'mark' },
		{ item: 'mass', action: 'visit' }
	]);
});

test('W2: what is answered here stands above it, a text from its whole, and so it stays over a reload', async () => {
	const device = await goingOn();
	const { host } = await openIn(device);
	void host.respond('why', essay('Ice is less dense'));
	void host.record({ kind: 'navigation', data: { item: 'why', action: 'unmark' } });
	await device.run(2_000);
	await host.close();
	const again = snapshot((await openIn(device)).opened);
	expect(answers(again)).toEqual({ boils: choice('b'), why: essay('Ice is less dense') });
	expect(again.marked).toEqual([]);
	const [response] = (await stored(device.store, device.session)).filter(
		({ kind }) => kind === 'response'
	);
	expect(response?.data).toEqual({ item: 'why', value: essay('Ice is less dense') });
});

test('a device that is told that the attempt goes on elsewhere brings what its fields still had, and then takes nothing', async () => {
	const device = await startedDevice();
	const { host, events } = await openIn(device);
	await device.run(1_000);
	const network = device.network(device.session);
	const answer = network.answer.bind(network);
	// As a room does it: once all is there that the device has, it is answered, and then comes the word.
	const isThere = () => network.room.log.length >= device.store.logs.segments.size;
	network.answer = (socket, given) =>
		answer(
			socket,
			Array.isArray(given) && isThere() ? { frames: given, refusal: { code: 'superseded' } } : given
		);
	void host.respond('boils', choice('a'));
	await device.run(500);
	expect(events).toContainEqual({ type: 'moved', sent: false, by: 'student' });
	// The page records what stands in its fields when it hears that.
	void host.respond('mass', { type: 'numeric', text: '1' });
	await device.run(20_000);
	expect(events.at(-1)).toEqual({ type: 'moved', sent: true, by: 'student' });
	const kinds = network.room.entries.filter(({ kind }) => kind === 'response');
	expect(kinds).toHaveLength(2);
	expect(device.store.sessions.get(device.session)).toMatchObject({
		state: 'open',
		refused: 'superseded'
	});
	// Its clock goes no further, and hands nothing in.
	const before = (await stored(device.store, device.session)).length;
	await device.run(60_000);
	expect(await stored(device.store, device.session)).toHaveLength(before);
	await host.close();
	expect((await openIn(device)).opened).toEqual({ kind: 'moved', by: 'student' });
});

test('W7: handed over by the staff the device answers, brings what its fields had and stops, without another one yet', async () => {
	const device = await startedDevice();
	const { host, events } = await openIn(device);
	await device.run(1_000);
	const network = device.network(device.session);
	const by = device.edge.summary.id;
	network.answer(network.socket, [await network.room.say({ kind: 'hand_over', data: { by } })]);
	await device.run(250);
	expect(events).toContainEqual({ type: 'moved', sent: false, by: 'staff' });
	void host.respond('boils', choice('a'));
	await device.run(10_000);
	expect(events.at(-1)).toEqual({ type: 'moved', sent: true, by: 'staff' });
	const kinds = network.room.entries.map(({ kind }) => kind);
	expect(kinds).toContain('response');
	expect(kinds).toContain('command');
	expect(kinds).not.toContain('submit');
	await host.close();
	expect((await openIn(device)).opened).toEqual({ kind: 'moved', by: 'staff' });
});

test('W7: words that were heard and not answered when the page went away hold after it too', async () => {
	const device = await startedDevice();
	const { host } = await openIn(device);
	await device.run(1_000);
	const network = device.network(device.session);
	const by = device.edge.summary.id;
	network.answer(network.socket, [await network.room.say({ kind: 'hand_over', data: { by } })]);
	await device.run(250);
	device.setNetwork(false);
	// What the page does on its way out.
	await host.close();
	expect(device.store.sessions.get(device.session)?.refused).toBe(null);
	device.setNetwork(true);
	const again = await openIn(device);
	await device.run(10_000);
	expect(again.events.at(-1)).toEqual({ type: 'moved', sent: true, by: 'staff' });
});
