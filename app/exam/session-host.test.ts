import { expect, test } from 'vitest';
import { decodeEntry } from '#sync/entry.ts';
import type { Entry } from '#sync/schema/entry.ts';
import type { ResponseValue } from '#sync/schema/response.ts';
import { decodeSegment } from '#sync/segment.ts';
import type { MemoryStore } from '../device/memory-store.ts';
import { ids, startedDevice } from './host-fixture.ts';
import type { Opened, Snapshot } from './session-events.ts';

type Device = Awaited<ReturnType<typeof startedDevice>>;

const choice = (id: string | null): ResponseValue => ({ type: 'single_choice', choice: id });
const essay = (text: string): ResponseValue => ({ type: 'essay', text });

function snapshot(opened: Opened): Snapshot {
	if (opened.kind !== 'open') throw new Error(JSON.stringify(opened));
	return opened.snapshot;
}

const answers = ({ responses }: Snapshot) => Object.fromEntries(responses);

/** What a device that was switched off now would find. */
async function stored(store: MemoryStore, session: string): Promise<Entry[]> {
	const { segments } = await store.readLog(session);
	return segments.flatMap(({ bytes }) => {
		const read = bytes && decodeSegment(bytes);
		if (!read?.ok) throw new Error('damaged');
		return read.segment.entries.map((raw) => {
			const decoded = decodeEntry(raw);
			if (!decoded.ok) throw new Error(decoded.refusal.code);
			return decoded.entry;
		});
	});
}

/** Opens while time passes, because some ways of opening wait. */
async function openIn(device: Device, tab = device.tab(), ms = 6_000) {
	const opening = tab.open();
	let done = false;
	void opening.finally(() => (done = true));
	for (let passed = 0; !done && passed < ms; passed += 250) {
		await device.run(250);
		// The cipher works in other threads, in real time.
		await new Promise((resolve) => setTimeout(resolve, 5));
	}
	return { ...tab, opened: await opening };
}

test('a session begins with open, and what resolved is in the store', async () => {
	const device = await startedDevice();
	const { host, opened } = await openIn(device);
	const { form, responses, receipted } = snapshot(opened);
	expect(form.items).toHaveLength(3);
	expect(responses).toEqual([]);
	expect(receipted).toBe(-1);
	const saved = host.respond('boils', choice('a'));
	await device.run();
	const { seq } = await saved;
	const entries = await stored(device.store, device.session);
	expect(entries[0]?.kind).toBe('open');
	expect(entries[seq]).toMatchObject({ kind: 'response', data: { item: 'boils' } });
	expect(device.store.sessions.get(device.session)?.state).toBe('open');
});

test('a killed tab: everything that resolved is there on return, in the same place', async () => {
	const device = await startedDevice();
	const first = await openIn(device);
	void first.host.respond('boils', choice('b'));
	void first.host.respond('why', essay('Ice is less dense'));
	void first.host.record({ kind: 'navigation', data: { item: 'why', action: 'visit' } });
	void first.host.record({ kind: 'navigation', data: { item: 'mass', action: 'mark' } });
	await device.run(1_000);
	const before = await stored(device.store, device.session);
	// Killed: nothing is closed, the lock is simply gone.
	await first.host.close();
	await device.clock.advance(60_000);
	const again = snapshot((await openIn(device)).opened);
	expect(answers(again)).toEqual({
		boils: choice('b'),
		why: essay('Ice is less dense')
	});
	expect(again).toMatchObject({ item: 'why', marked: ['mass'], damaged: 'no' });
	await device.run(1_000);
	const after = await stored(device.store, device.session);
	expect(after.slice(0, before.length)).toEqual(before);
	const resume = after.find(({ kind }) => kind === 'resume');
	expect(resume).toMatchObject({ boot: 1, data: { reason: 'reload' } });
	expect(resume?.kind === 'resume' && resume.data.gapMs).toBeGreaterThanOrEqual(60_000);
	expect(after.map(({ seq }) => seq)).toEqual(after.map((_, index) => index));
});

test('time goes on while the app is closed', async () => {
	const device = await startedDevice();
	const first = await openIn(device);
	const { remainingMs } = snapshot(first.opened).clock;
	await first.host.close();
	await device.clock.advance(600_000);
	const second = snapshot((await openIn(device)).opened);
	expect(Math.abs(remainingMs - second.clock.remainingMs - 600_000)).toBeLessThan(1_000);
});

test('an essay travels as changes with the whole text now and then, and replays to what was typed', async () => {
	const device = await startedDevice();
	const { host } = await openIn(device);
	let text = '';
	for (const word of 'Ice floats because it is less dense than 😀 water '.repeat(8).split(' ')) {
		text += `${word} `;
		void host.respond('why', essay(text));
		await device.run();
	}
	await device.run(500);
	const entries = (await stored(device.store, device.session)).filter(
		({ kind }) => kind === 'response'
	);
	const whole = entries.filter((entry) => entry.kind === 'response' && 'value' in entry.data);
	expect(whole.length).toBeGreaterThan(2);
	expect(whole.length).toBeLessThan(entries.length / 10);
	await host.close();
	expect(answers(snapshot((await openIn(device)).opened))).toEqual({ why: essay(text) });
});

test('an essay of 60,000 letters of three bytes fits, though no single entry could hold it', async () => {
	const device = await startedDevice();
	const { host } = await openIn(device);
	const text = 'पानी '.repeat(12_000);
	const saved = host.respond('why', essay(text));
	await device.run(1_000);
	await saved;
	await host.close();
	expect(answers(snapshot((await openIn(device)).opened))).toEqual({ why: essay(text) });
});

test('saying the same thing twice writes nothing and resolves with the first', async () => {
	const device = await startedDevice();
	const { host } = await openIn(device);
	const both = [host.respond('boils', choice('a')), host.respond('boils', choice('a'))];
	await device.run();
	const [one, two] = await Promise.all(both);
	expect(one).toEqual(two);
	const responses = (await stored(device.store, device.session)).filter(
		({ kind }) => kind === 'response'
	);
	expect(responses).toHaveLength(1);
});

test('received is told only under a receipt that covers the response', async () => {
	const device = await startedDevice();
	const { host, events } = await openIn(device);
	device.setNetwork(false);
	const saved = host.respond('boils', choice('a'));
	await device.run(2_000);
	const { seq } = await saved;
	const covered = () => events.some((event) => event.type === 'receipted' && event.seq >= seq);
	expect(covered()).toBe(false);
	device.setNetwork(true);
	await device.run(40_000);
	expect(covered()).toBe(true);
});

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

test('a second tab is told, waits, and goes on when the first is closed', async () => {
	const device = await startedDevice();
	const first = await openIn(device);
	void first.host.respond('boils', choice('a'));
	await device.run(500);
	const second = device.tab();
	const opening = second.open();
	await device.run(1_500);
	expect(second.events).toContainEqual({ type: 'elsewhere' });
	await first.host.close();
	await device.run(500);
	expect(answers(snapshot(await opening))).toEqual({ boils: choice('a') });
});

test('taken over by a person, the first tab stores what it has, stops writing and says so', async () => {
	const device = await startedDevice();
	const first = await openIn(device);
	void first.host.respond('boils', choice('a'));
	const second = device.tab();
	const opening = second.open();
	await device.run(100);
	second.host.takeOver(ids.attempt);
	await device.run(500);
	expect(first.events).toContainEqual({ type: 'taken_over' });
	expect(answers(snapshot(await opening))).toEqual({ boils: choice('a') });
	expect(() => first.host.respond('boils', choice('b'))).toThrow();
});

test('handed in without a network it is handed in, and nothing more can be answered', async () => {
	const device = await startedDevice();
	device.setNetwork(false);
	const { host, events } = await openIn(device);
	void host.respond('boils', choice('a'));
	const handed = host.handIn('student');
	await device.run(500);
	await handed;
	expect(events).toContainEqual({ type: 'submitted' });
	const entries = await stored(device.store, device.session);
	expect(entries.at(-1)).toMatchObject({
		kind: 'submit',
		data: { total: entries.length, by: 'student' }
	});
	expect(device.store.sessions.get(device.session)).toMatchObject({
		state: 'submitted',
		submit: entries.length - 1
	});
	await host.close();
	expect((await openIn(device)).opened).toEqual({ kind: 'submitted' });
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

test('sleep without a network counts and is in the log; a clock set back is no time won', async () => {
	const device = await startedDevice();
	device.setNetwork(false);
	const { events } = await openIn(device);
	await device.run(2_000);
	const remaining = () => {
		const last = events.findLast((event) => event.type === 'clock');
		return last?.type === 'clock' ? last.clock.remainingMs : Number.NaN;
	};
	const before = remaining();
	device.clock.epoch += 600_000;
	await device.run(2_000);
	expect(Math.abs(before - remaining() - 602_000)).toBeLessThan(1_000);
	const wake = (await stored(device.store, device.session)).find(({ kind }) => kind === 'resume');
	expect(wake).toMatchObject({ data: { reason: 'wake', monotonicLostMs: 600_000 } });
	device.clock.epoch -= 3_600_000;
	await device.run(2_000);
	expect(Math.abs(before - remaining() - 604_000)).toBeLessThan(1_000);
});

test('with a network a clock set ahead by an hour takes no time away', async () => {
	const device = await startedDevice();
	const { events } = await openIn(device);
	await device.run(2_000);
	const edgeEpoch = device.clock.epoch;
	const remaining = () => {
		const last = events.findLast((event) => event.type === 'clock');
		return last?.type === 'clock' ? last.clock.remainingMs : Number.NaN;
	};
	const before = remaining();
	device.edgeTime = () => edgeEpoch + device.clock.elapsed;
	device.clock.epoch += 3_600_000;
	await device.run(10_000);
	expect(Math.abs(before - remaining() - 10_000)).toBeLessThan(1_500);
});

test('an attempt that was never started here, and one whose questions are gone', async () => {
	const device = await startedDevice();
	for (const row of device.store.keyRows.values())
		device.store.keyRows.set(row.attempt, { ...row, contentKey: null });
	expect((await openIn(device)).opened).toEqual({ kind: 'failed', failure: 'form_damaged' });
	device.store.sessions.clear();
	expect((await openIn(device)).opened).toEqual({ kind: 'failed', failure: 'not_started' });
});
