import { expect, test } from 'vitest';
import { NOW, ids, startedDevice } from './host-fixture.ts';
import { essay, openIn, remaining, snapshot, stored } from './host-steps.ts';
import { TimeLeftError } from './live-session.ts';
import { SessionClock } from './session-clock.ts';
import type { SessionEvent } from './session-events.ts';

test('time goes on while the app is closed', async () => {
	const device = await startedDevice();
	const first = await openIn(device);
	const { remainingMs } = snapshot(first.opened).clock;
	await first.host.close();
	await device.clock.advance(600_000);
	const second = snapshot((await openIn(device)).opened);
	expect(Math.abs(remainingMs - second.clock.remainingMs - 600_000)).toBeLessThan(1_000);
});

test('at zero it is handed in without a network, and what stood in the fields goes with it', async () => {
	const device = await startedDevice({ durationMs: 60_000 });
	device.setNetwork(false);
	const { host, events } = await openIn(device);
	await device.run(58_000);
	expect(events.some(({ type }) => type === 'time_up')).toBe(false);
	await device.run(2_500);
	expect(events.some(({ type }) => type === 'time_up')).toBe(true);
	void host.respond('why', essay('the last words'));
	await device.run(3_000);
	const entries = await stored(device.store, device.session);
	expect(entries.at(-1)).toMatchObject({ kind: 'submit', data: { by: 'clock' } });
	expect(entries.some(({ kind }) => kind === 'response')).toBe(true);
});

test('L8: the page hears of a pause, with its words, and of its end before the next second', async () => {
	const device = await startedDevice();
	const { events } = await openIn(device);
	await device.run(1_200);
	const { room, socket } = device.network(device.session);
	const clock = () => {
		const newest = events.findLast((event) => event.type === 'clock');
		if (newest?.type !== 'clock') throw new Error('no clock');
		return newest.clock;
	};
	const by = ids.student;
	socket?.arrive(await room.say({ kind: 'pause', data: { by, text: 'Leave the room.' } }));
	await device.run(100);
	expect(clock()).toMatchObject({ paused: true, pauseText: 'Leave the room.' });
	socket?.arrive(await room.say({ kind: 'resume', data: { by } }));
	await device.run(100);
	expect(clock().paused).toBe(false);
	expect(clock().pauseText).toBeUndefined();
});

test('what a proctor does arrives in order, takes effect and is answered', async () => {
	const device = await startedDevice();
	const { events, host } = await openIn(device);
	await device.run(1_000);
	const { room, socket } = device.network(device.session);
	const by = ids.student;
	socket?.arrive(await room.say({ kind: 'extend', data: { by, addMs: 300_000 } }));
	socket?.arrive(await room.say({ kind: 'pause', data: { by } }));
	await device.run(10_000);
	const clock = () => events.findLast((event) => event.type === 'clock');
	const atPause = clock();
	expect(atPause).toMatchObject({ clock: { paused: true, allowedMs: 3_900_000 } });
	await device.run(10_000);
	const later = clock();
	if (atPause?.type !== 'clock' || later?.type !== 'clock') throw new Error('no clock');
	expect(Math.abs(later.clock.remainingMs - atPause.clock.remainingMs)).toBeLessThan(300);
	socket?.arrive(await room.say({ kind: 'resume', data: { by } }));
	socket?.arrive(await room.say({ kind: 'message', data: { by, text: 'Page 3 is fine.' } }));
	await device.run(2_000);
	const notice = events.find((event) => event.type === 'notice');
	expect(notice).toMatchObject({ notice: { kind: 'message', text: 'Page 3 is fine.' } });
	if (notice?.type === 'notice')
		void host.record({
			kind: 'command',
			data: { control: notice.notice.control, outcome: 'shown' }
		});
	await device.run(2_000);
	const commands = (await stored(device.store, device.session)).filter(
		({ kind }) => kind === 'command'
	);
	expect(commands).toHaveLength(4);
});

test('an end by a proctor hands in', async () => {
	const device = await startedDevice();
	await openIn(device);
	await device.run(1_000);
	const { room, socket } = device.network(device.session);
	socket?.arrive(await room.say({ kind: 'end', data: { by: ids.student } }));
	await device.run(5_000);
	const entries = await stored(device.store, device.session);
	expect(entries.find(({ kind }) => kind === 'submit')).toMatchObject({ data: { by: 'control' } });
});

test('an hour of heartbeats is in the log, and the row knows the time used', async () => {
	const device = await startedDevice();
	await openIn(device);
	await device.run(60_000);
	const beats = (await stored(device.store, device.session)).filter(
		({ kind }) => kind === 'heartbeat'
	);
	expect(beats.length).toBeGreaterThanOrEqual(5);
	const { ms } = device.store.sessions.get(device.session)?.elapsed ?? { ms: 0 };
	expect(ms).toBeGreaterThan(45_000);
});

test('the row knows the time left, with what a proctor gave, and that it stands in a pause', async () => {
	const device = await startedDevice();
	const { events } = await openIn(device);
	await device.run(1_000);
	const { room, socket } = device.network(device.session);
	const left = () => device.store.sessions.get(device.session)?.left;
	socket?.arrive(await room.say({ kind: 'extend', data: { by: ids.student, addMs: 600_000 } }));
	await device.run(2_000);
	expect(Math.abs((left()?.ms ?? 0) - remaining(events))).toBeLessThan(3_000);
	expect(left()?.standsMs).toBe(0);
	socket?.arrive(await room.say({ kind: 'pause', data: { by: ids.student } }));
	await device.run(1_000);
	expect(left()?.standsMs).toBe(null);
});

test('sleep without a network counts and is in the log; a clock set back is no time won', async () => {
	const device = await startedDevice();
	device.setNetwork(false);
	const { events } = await openIn(device);
	await device.run(2_000);
	const before = remaining(events);
	device.clock.epoch += 600_000;
	await device.run(10_000);
	expect(Math.abs(before - remaining(events) - 610_000)).toBeLessThan(1_000);
	const wake = (await stored(device.store, device.session)).find(({ kind }) => kind === 'resume');
	expect(wake).toMatchObject({ data: { reason: 'wake', monotonicLostMs: 600_000 } });
	device.clock.epoch -= 3_600_000;
	await device.run(2_000);
	expect(Math.abs(before - remaining(events) - 612_000)).toBeLessThan(1_000);
});

test('with a network a clock set ahead by an hour takes no time away', async () => {
	const device = await startedDevice();
	const { events } = await openIn(device);
	await device.run(2_000);
	const edgeEpoch = device.clock.epoch;
	const before = remaining(events);
	device.edgeTime = () => edgeEpoch + device.clock.elapsed;
	device.clock.epoch += 3_600_000;
	await device.run(10_000);
	expect(Math.abs(before - remaining(events) - 10_000)).toBeLessThan(1_500);
});

const ended = (events: readonly SessionEvent[]) =>
	events.some(({ type }) => type === 'time_up' || type === 'submitted');

/** Half an hour left, no network since the last heartbeat, and the edge's clock is right whatever the device's says. */
async function alone() {
	const device = await startedDevice({ durationMs: 1_800_000 });
	const tab = await openIn(device);
	await device.run(8_000);
	const { epoch } = device.clock;
	device.edgeTime = () => epoch + device.clock.elapsed;
	const beats = async () =>
		(await stored(device.store, device.session)).filter(({ kind }) => kind === 'heartbeat').length;
	for (const before = await beats(); (await beats()) === before;) await device.run(250);
	device.setNetwork(false);
	return { device, beats, ...tab };
}

test('a clock put an hour ahead as the network returns ends no exam that has half an hour left', async () => {
	for (const after of [0, 1_000, 4_000]) {
		const { device, events } = await alone();
		const before = remaining(events);
		device.clock.epoch += 3_600_000;
		await device.run(after);
		device.setNetwork(true);
		await device.run(12_000);
		expect(ended(events)).toBe(false);
		expect(Math.abs(before - remaining(events) - after - 12_000)).toBeLessThan(1_500);
		const entries = await stored(device.store, device.session);
		expect(entries.some(({ kind, data }) => kind === 'resume' && data.reason === 'wake')).toBe(
			false
		);
	}
});

test('a jump of the clock asks the edge at once, however long the next try would wait', async () => {
	const { device, events } = await alone();
	// After this long it waits for fifteen seconds between two tries.
	await device.run(300_000);
	const { opened } = device.network(device.session);
	while (device.network(device.session).opened === opened) await device.run(250);
	device.setNetwork(true);
	device.clock.epoch += 3_600_000;
	await device.run(12_000);
	expect(ended(events)).toBe(false);
});

test('an answer that was on its way while the device slept does not say that it was awake', () => {
	const clock = { wall: NOW, monotonic: 0 };
	const clocks = { now: () => clock.wall, monotonic: () => clock.monotonic, pageTime: () => 0 };
	const ticket = { closesAt: NOW + 7_200_000, durationMs: 3_600_000 };
	const row = { carriedMs: 0, elapsed: { ms: 0, wall: NOW }, state: 'open' as const };
	const edgeClock = { edge: NOW, wall: NOW };
	const before = { row: { ...row, edgeSample: null }, entries: [], control: [], edgeClock };
	const session = new SessionClock(clocks, ticket, before);
	const sealed = session.reading();
	clock.wall += 600_000;
	expect(session.tick()).toBe(true);
	expect(session.heard(NOW, sealed)).toBe(0);
	expect(session.unsure).toBe(true);
	expect(session.heard(NOW + 600_000, session.reading())).toBe(600_000);
});

test('a sleep beyond the end, and a clock set ahead that nobody corrects, end the exam a few seconds later', async () => {
	const { device, events } = await alone();
	device.clock.epoch += 3_600_000;
	await device.run(5_000);
	expect(ended(events)).toBe(false);
	await device.run(7_000);
	expect(ended(events)).toBe(true);
	const entries = await stored(device.store, device.session);
	expect(entries.at(-1)).toMatchObject({ kind: 'submit', data: { by: 'clock' } });
	expect(entries.at(-1)?.t).toBeGreaterThan(3_600_000);
});

test('an hour that the edge gives back in the last two seconds is not handed in, and the exam ends at its own time', async () => {
	const { device, events, host } = await alone();
	device.clock.epoch += 3_600_000;
	while (!ended(events)) await device.run(250);
	device.setNetwork(true);
	host.nudge();
	await device.run(4_000);
	expect(events.some(({ type }) => type === 'submitted')).toBe(false);
	expect(remaining(events)).toBeGreaterThan(1_700_000);
	await expect(host.handIn('clock')).rejects.toThrow(TimeLeftError);
	await device.run(1_800_000);
	expect(events.filter(({ type }) => type === 'time_up')).toHaveLength(2);
	const entries = await stored(device.store, device.session);
	expect(entries.some(({ kind }) => kind === 'submit')).toBe(true);
});

test('attack: loaded again before it was said how long the device slept, the sleep still counts', async () => {
	const { device, events, host, beats } = await alone();
	const before = remaining(events);
	await device.run(5_000);
	const beatsBefore = await beats();
	device.clock.epoch += 600_000;
	// A heartbeat, with the new time, is in the log and in the row.
	await device.run(7_000);
	expect(await beats()).toBe(beatsBefore + 1);
	expect(remaining(events)).toBeGreaterThan(before - 60_000);
	await host.close();
	const again = await openIn(device);
	await device.run(2_000);
	expect(remaining(again.events)).toBeLessThan(before - 600_000);
});
