import { expect, test } from 'vitest';
import { ids, startedDevice } from './host-fixture.ts';
import { answers, choice, openIn, remaining, snapshot, stored } from './host-steps.ts';
import type { Device } from './host-steps.ts';

const TEN = 600_000;
const by = ids.student;
const kinds = async (device: Device) =>
	(await stored(device.store, device.session)).map(({ kind }) => kind);
const withBreaks = (breaksMs: number) => ({
	accommodation: { breaksMs, largerText: false, reader: false, off: [] }
});

/** The clock handed in without a network, and ten more minutes were given meanwhile. */
async function endedOffline() {
	const device = await startedDevice({ durationMs: 60_000 });
	const { host } = await openIn(device);
	await device.run(1_000);
	device.setNetwork(false);
	void host.respond('boils', choice('a'));
	await device.run(65_000);
	await host.close();
	await device.network(device.session).room.say({ kind: 'extend', data: { by, addMs: TEN } });
	await device.run(120_000);
	return device;
}

test('ten minutes given while away: offered on contact, taken, and the clock runs for ten minutes', async () => {
	const device = await endedOffline();
	expect(device.store.sessions.get(device.session)?.state).toBe('submitted');
	device.setNetwork(true);
	const { outbox } = device.tab();
	await outbox.run();
	await device.run(40_000);
	const row = device.store.sessions.get(device.session);
	expect(row).toMatchObject({ state: 'done', offer: { ms: TEN } });

	await device.store.changeSession(device.session, {
		state: 'open',
		goesOn: row?.offer?.control ?? null
	});
	const { host, opened, events } = await openIn(device);
	const left = snapshot(opened).clock.remainingMs;
	expect([left <= TEN, left > TEN - 10_000]).toEqual([true, true]);
	expect(answers(snapshot(opened))).toEqual({ boils: choice('a') });
	void host.respond('boils', choice('b'));
	await device.run(30_000);
	expect(remaining(events)).toBeLessThan(TEN - 25_000);

	// Another page of the app, and the ten minutes go on where they were.
	await host.close();
	const again = await openIn(device);
	expect(snapshot(again.opened).clock.remainingMs).toBeLessThan(TEN - 25_000);
	await device.run(TEN);
	expect(device.store.sessions.get(device.session)?.state).toBe('done');
	const entries = await stored(device.store, device.session);
	expect(entries.filter(({ kind }) => kind === 'submit')).toHaveLength(2);
	expect(entries.filter(({ kind }) => kind === 'reopen')).toHaveLength(1);
	expect(device.network(device.session).refusals).toEqual([]);
	await outbox.stop();
});

test('the offer is there for the taking: left alone, what was handed in stays handed in', async () => {
	const device = await endedOffline();
	device.setNetwork(true);
	const { outbox, open } = device.tab();
	await outbox.run();
	await device.run(40_000);
	expect(await open()).toEqual({ kind: 'submitted' });
	expect(await kinds(device)).not.toContain('reopen');
	await outbox.stop();
});

test('more time given while the page after hand-in is open arrives there', async () => {
	const device = await startedDevice({ durationMs: 60_000 });
	const { host } = await openIn(device);
	await device.run(70_000);
	await host.close();
	const row = () => device.store.sessions.get(device.session);
	await device.store.changeSession(device.session, { state: 'submitted' });
	const { outbox } = device.tab();
	await outbox.run();
	await device.run(10_000);
	expect(row()?.offer ?? null).toBeNull();
	const { room, socket } = device.network(device.session);
	socket?.arrive(await room.say({ kind: 'extend', data: { by, addMs: TEN } }));
	await device.run(2_000);
	expect(row()?.offer).toMatchObject({ ms: TEN });
	await outbox.stop();
});

test('a break stops the clock, over a reload too, and ends by itself when the allowance is used up', async () => {
	const device = await startedDevice(withBreaks(120_000));
	device.setNetwork(false);
	const first = await openIn(device);
	void first.host.record({ kind: 'break', data: { action: 'begin' } });
	await device.run(2_000);
	const before = remaining(first.events);
	await device.run(40_000);
	expect(Math.abs(remaining(first.events) - before)).toBeLessThan(300);
	await first.host.close();
	await device.clock.advance(30_000);
	const second = await openIn(device);
	const { clock } = snapshot(second.opened);
	expect(clock.rest).toMatchObject({ on: true });
	expect(Math.abs(clock.remainingMs - before)).toBeLessThan(1_500);
	await device.run(60_000);
	expect((await kinds(device)).filter((kind) => kind === 'break')).toHaveLength(2);
	const last = second.events.findLast((event) => event.type === 'clock');
	expect(last).toMatchObject({ clock: { rest: { on: false, leftMs: 0 } } });
	expect(remaining(second.events)).toBeLessThan(before - 5_000);
	expect((await kinds(device)).filter((kind) => kind === 'heartbeat').length).toBeGreaterThan(5);
});

test('the row knows how long the time stands in a break, from its beginning, and that it goes on after it', async () => {
	const device = await startedDevice(withBreaks(600_000));
	device.setNetwork(false);
	const { host } = await openIn(device);
	const left = () => device.store.sessions.get(device.session)?.left;
	await device.run(12_000);
	expect(left()?.standsMs).toBe(0);
	// Less than a heartbeat each.
	void host.record({ kind: 'break', data: { action: 'begin' } });
	await device.run(2_000);
	expect(left()?.standsMs).toBeGreaterThan(590_000);
	expect(left()?.standsMs).toBeLessThanOrEqual(600_000);
	void host.record({ kind: 'break', data: { action: 'end' } });
	await device.run(2_000);
	expect(left()?.standsMs).toBe(0);
});

test('attack: the clock is set back during a break, before a reload, and gives no second more than allowed', async () => {
	const device = await startedDevice({ ...withBreaks(60_000), durationMs: 600_000 });
	device.setNetwork(false);
	const first = await openIn(device);
	void first.host.record({ kind: 'break', data: { action: 'begin' } });
	await device.run(10_000);
	device.clock.epoch -= 3_600_000;
	await device.run(5_000);
	await first.host.close();
	const second = await openIn(device);
	await device.run(120_000);
	const last = second.events.findLast((event) => event.type === 'clock');
	expect(last).toMatchObject({ clock: { rest: { on: false, leftMs: 0 } } });
	// 135 seconds passed, 60 of them on the break; what a clock set back hides is less than a heartbeat.
	expect(remaining(second.events)).toBeLessThan(600_000 - 64_000);
});

test('an answer during a break, and a pause that comes during one, end it', async () => {
	const device = await startedDevice(withBreaks(600_000));
	const { host, events } = await openIn(device);
	await device.run(1_000);
	void host.record({ kind: 'break', data: { action: 'begin' } });
	await device.run(2_000);
	void host.respond('boils', choice('a'));
	await device.run(2_000);
	expect(await kinds(device)).toContain('response');
	const rest = () => {
		const last = events.findLast((event) => event.type === 'clock');
		return last?.type === 'clock' ? last.clock.rest?.on : undefined;
	};
	expect(rest()).toBe(false);
	void host.record({ kind: 'break', data: { action: 'begin' } });
	await device.run(2_000);
	expect(rest()).toBe(true);
	const { room, socket } = device.network(device.session);
	socket?.arrive(await room.say({ kind: 'pause', data: { by } }));
	await device.run(2_000);
	expect(rest()).toBe(false);
	expect(device.network(device.session).refusals).toEqual([]);
});

test('a correction is told once and stays at its item after a reload', async () => {
	const device = await startedDevice();
	const { host, events } = await openIn(device);
	await device.run(1_000);
	const { room, socket } = device.network(device.session);
	const data = { by, item: 'boils', text: 'At 1013 hPa' };
	socket?.arrive(await room.say({ kind: 'correction', data }));
	await device.run(1_000);
	const told = events.find((event) => event.type === 'notice');
	expect(told).toMatchObject({
		notice: { kind: 'correction', item: 'boils', text: 'At 1013 hPa' }
	});
	if (told?.type === 'notice')
		void host.record({ kind: 'command', data: { control: told.notice.control, outcome: 'shown' } });
	await device.run(1_000);
	await host.close();
	const again = snapshot((await openIn(device)).opened);
	expect(again.notices).toEqual([]);
	expect(again.corrections).toMatchObject([{ item: 'boils', text: 'At 1013 hPa' }]);
});
