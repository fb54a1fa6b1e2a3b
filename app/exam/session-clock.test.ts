import { expect, test } from 'vitest';
import { ids, startedDevice } from './host-fixture.ts';
import { essay, openIn, remaining, snapshot, stored } from './host-steps.ts';

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
	await device.run(2_000);
	expect(Math.abs(before - remaining(events) - 602_000)).toBeLessThan(1_000);
	const wake = (await stored(device.store, device.session)).find(({ kind }) => kind === 'resume');
	expect(wake).toMatchObject({ data: { reason: 'wake', monotonicLostMs: 600_000 } });
	device.clock.epoch -= 3_600_000;
	await device.run(2_000);
	expect(Math.abs(before - remaining(events) - 604_000)).toBeLessThan(1_000);
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
