import { expect, test, vi } from 'vitest';
import { decodeSegment } from './segment.ts';
import { SessionLog } from './session-log.ts';
import type { StoreTrouble } from './store-queue.ts';
import { TestClock, settle } from './testing/clock.ts';
import { choice, heartbeat, makePapers, openContent, submit } from './testing/fixture.ts';
import type { Papers } from './testing/fixture.ts';
import { TestRoom } from './testing/room.ts';
import { MemoryStore } from './testing/store.ts';
import { LOG_CLIENT, LOG_ROOT, encodeItems, readFrame, updateFrame } from './yjs-wire.ts';

async function start(more: { papers?: Papers } = {}) {
	const papers = more.papers ?? (await makePapers());
	const clock = new TestClock();
	const store = new MemoryStore();
	const troubles: StoreTrouble[] = [];
	const options = {
		session: papers.session,
		ticket: papers.signed,
		sign: papers.device.sign,
		store,
		now: clock.now,
		monotonic: clock.monotonic,
		schedule: clock.schedule,
		onStoreTrouble: (trouble: StoreTrouble) => void troubles.push(trouble)
	};
	const log = SessionLog.create(options);
	const room = new TestRoom(papers, clock.now);
	return { papers, clock, store, troubles, options, log, room };
}

/** Hands what the room lacks to it, and its answers back. */
async function exchange(log: SessionLog, room: TestRoom) {
	for (;;) {
		await settle();
		const from = room.log.length;
		const items = log.document.logItems(from);
		if (items.length === 0) return;
		const update = encodeItems({ client: LOG_CLIENT, root: LOG_ROOT, from, items });
		const answer = await room.receive(updateFrame(update));
		if (!Array.isArray(answer)) throw new Error(answer.code);
		for (const frame of answer) await hand(log, frame);
	}
}

async function hand(log: SessionLog, bytes: Uint8Array) {
	const read = readFrame(bytes);
	if (!read.ok || read.frame.type !== 'update') throw new Error('no update');
	expect(await log.admitUpdate(read.frame.update)).toEqual({ ok: true });
}

test('an append resolves only after the store has its segment', async () => {
	const { log, store, papers } = await start();
	const open = log.append(openContent(papers));
	expect(store.segments.size).toBe(0);
	expect(await open).toEqual({ seq: 0 });
	expect(store.segments.size).toBe(1);
});

test('S6: entries wait a second for company and are one segment', async () => {
	const { log, store, papers, clock } = await start();
	await log.append(openContent(papers));
	const three = ['a', 'b', 'c'].map((option) => log.append(choice('one', option)));
	await clock.advance(990);
	expect(store.segments.size).toBe(1);
	await clock.advance(20);
	await Promise.all(three);
	expect(store.segments.size).toBe(2);
});

test('S6: an urgent entry takes along what waits', async () => {
	const { log, store, papers } = await start();
	await log.append(openContent(papers));
	const waiting = log.append(heartbeat);
	await log.append(choice('one', 'a'), { urgent: true });
	await waiting;
	expect(store.segments.size).toBe(2);
});

test('S6: the hundredth entry seals without waiting', async () => {
	const { log, store, papers } = await start();
	await log.append(openContent(papers));
	const all = Array.from({ length: 250 }, () => log.append(heartbeat));
	await all[99];
	await log.flush();
	await Promise.all(all);
	for (const bytes of store.segments.values()) {
		const decoded = decodeSegment(bytes);
		expect(decoded.ok && decoded.segment.count).toBeLessThanOrEqual(100);
	}
});

test('a failing store loses nothing: the segment travels, is retried in order, and its promise waits', async () => {
	const { log, store, papers, clock, troubles, room } = await start();
	await log.append(openContent(papers));
	const from = store.writes;
	store.fails = (write) => write < from + 3;
	const done = vi.fn();
	const first = log.append(choice('one', 'a'), { urgent: true }).then(done);
	await clock.advance(10);
	const second = log.append(choice('one', 'b'), { urgent: true });
	await exchange(log, room);
	expect(troubles[0]).toMatchObject({ failures: 1, waiting: 1 });
	expect(room.entries).toHaveLength(3);
	expect(done).not.toHaveBeenCalled();
	await clock.advance(10_000);
	await Promise.all([first, second]);
	expect(troubles.at(-1)).toBeNull();
	expect([...store.segments.keys()]).toEqual([0, 1, 2]);
});

test('R5: a receipt is written in front of the next entry and never by itself', async () => {
	const { log, papers, room, clock } = await start();
	await log.append(openContent(papers));
	await exchange(log, room);
	expect(log.lastReceipt?.receipt.seq).toBe(0);
	await clock.advance(5_000);
	await exchange(log, room);
	expect(room.entries).toHaveLength(1);
	await log.append(choice('one', 'a'), { urgent: true });
	await exchange(log, room);
	expect(room.entries.map(({ kind }) => kind)).toEqual(['open', 'receipt', 'response']);
	expect(room.receipts).toBe(2);
});

test('R5: receipts of receipts end: after a submit exactly one more segment', async () => {
	const { log, papers, room, clock } = await start();
	await log.append(openContent(papers));
	await log.append(submit);
	for (let turn = 0; turn < 5; turn++) {
		await exchange(log, room);
		await clock.advance(2_000);
	}
	expect(room.entries.map(({ kind }) => kind)).toEqual(['open', 'submit', 'receipt']);
	expect(room.receipts).toBe(1);
	expect(log.lastReceipt?.receipt.seq).toBe(1);
});

test('E8: nothing but receipt and command is written after submit', async () => {
	const { log, papers } = await start();
	await log.append(openContent(papers));
	await log.append(submit);
	await expect(log.append(choice('one', 'a'))).rejects.toThrow('after_submit');
	expect(log.nextSeq).toBe(2);
});

test('a restored log goes on where it was, a boot later', async () => {
	const { log, papers, options, clock, store, room } = await start();
	await log.append(openContent(papers));
	await log.append(choice('one', 'a'), { urgent: true });
	await exchange(log, room);
	await clock.advance(30_000);
	const again = await SessionLog.restore({ ...options, ...store.stored() });
	expect(again.damage).toEqual([]);
	expect(again.entries.map(({ kind }) => kind)).toEqual(['open', 'response']);
	await again.log.append(choice('one', 'b'), { urgent: true });
	await exchange(again.log, room);
	expect(room.entries.map(({ kind, boot }) => [kind, boot])).toEqual([
		['open', 0],
		['response', 0],
		['resume', 1],
		['receipt', 1],
		['response', 1]
	]);
	expect(room.entries[2]?.t).toBeGreaterThanOrEqual(30_000);
});

test('a damaged record is named, what is before it is kept, and writing waits', async () => {
	const { log, papers, options, store } = await start();
	await log.append(openContent(papers));
	for (const option of ['a', 'b', 'c']) await log.append(choice('one', option), { urgent: true });
	const stored = store.stored();
	const broken = stored.segments[2]?.slice() ?? new Uint8Array();
	broken[120] = (broken[120] ?? 0) ^ 1;
	stored.segments[2] = broken;
	const again = await SessionLog.restore({ ...options, ...stored });
	expect(again.damage).toEqual([{ where: 'log', index: 2, code: 'chain_broken' }]);
	expect(again.entries).toHaveLength(2);
	expect(again.log.held).toBe(true);
});

test('what the store lost comes back from the edge, and only then the log goes on', async () => {
	const { log, papers, options, store, room } = await start();
	await log.append(openContent(papers));
	for (const option of ['a', 'b', 'c']) await log.append(choice('one', option), { urgent: true });
	await exchange(log, room);
	const { segments, control } = store.stored();
	const again = await SessionLog.restore({ ...options, segments: segments.slice(0, 2), control });
	expect(again.damage).toEqual([{ where: 'log', index: 2, code: 'missing_tail' }]);
	const later = again.log.append(choice('one', 'd'), { urgent: true });
	const adopted = vi.fn();
	again.log.onAdopted(adopted);
	const items = room.log.slice(2);
	const update = encodeItems({ client: LOG_CLIENT, root: LOG_ROOT, from: 2, items });
	expect(await again.log.admitUpdate(update)).toEqual({ ok: true });
	expect(adopted).toHaveBeenCalledOnce();
	again.log.release();
	await later;
	await exchange(again.log, room);
	expect(room.entries.filter(({ kind }) => kind === 'response')).toHaveLength(4);
});

test('control entries arrive once and in order, also after a reload', async () => {
	const { log, papers, options, store, room } = await start();
	const by = papers.ticket.student;
	const heard: string[] = [];
	log.onControl((entry) => void heard.push(entry.kind));
	await log.append(openContent(papers));
	await exchange(log, room);
	const frame = await room.say({ kind: 'warning', data: { by, text: 'quiet please' } });
	await hand(log, frame);
	await hand(log, frame);
	expect(heard).toEqual(['receipt', 'warning']);
	await settle();
	const again = await SessionLog.restore({ ...options, ...store.stored() });
	expect(again.unanswered.map(({ kind }) => kind)).toEqual(['warning']);
	await hand(again.log, await room.say({ kind: 'pause', data: { by } }));
});

test('the wake from sleep puts t forward by what the monotonic clock lost', async () => {
	const { log, papers, clock, store } = await start();
	await log.append(openContent(papers));
	clock.epoch += 600_000;
	const data = { reason: 'wake' as const, gapMs: 600_000, monotonicLostMs: 600_000 };
	await log.append({ kind: 'resume', data });
	expect(log.t).toBe(600_000);
	expect(store.segments.size).toBe(2);
});

test('D1: a sleep while the log is held is counted once, whatever is noted of it', async () => {
	const { log, papers, clock, store, options } = await start();
	await log.append(openContent(papers));
	const held = await SessionLog.restore({ ...options, ...store.stored(), hold: true });
	clock.epoch += 600_000;
	const data = { reason: 'wake' as const, gapMs: 600_000, monotonicLostMs: 600_000 };
	const noted = held.log.append({ kind: 'resume', data });
	held.log.release();
	await noted;
	expect(held.log.t).toBe(600_000);
	const again = await SessionLog.restore({ ...options, ...store.stored(), hold: true });
	expect(again.entries.map(({ kind, t, data }) => [kind, t, data])).toMatchObject([
		['open', 0, {}],
		['resume', 600_000, { reason: 'reload', gapMs: 600_000 }],
		['resume', 600_000, { reason: 'wake', gapMs: 600_000, monotonicLostMs: 0 }]
	]);
});

test('S7: a store that does not answer for five seconds does not keep the bytes from the network', async () => {
	const { log, store, papers, clock, troubles, room } = await start();
	await log.append(openContent(papers));
	const append = store.append.bind(store);
	const slow = Promise.withResolvers<undefined>();
	store.append = async (...record) => {
		await slow.promise;
		return append(...record);
	};
	const saved = vi.fn();
	const answer = log.append(choice('one', 'a'), { urgent: true }).then(saved);
	await clock.advance(4_000);
	await exchange(log, room);
	expect(room.entries).toHaveLength(1);
	await clock.advance(2_000);
	await exchange(log, room);
	expect(room.entries).toHaveLength(2);
	expect(saved).not.toHaveBeenCalled();
	slow.resolve(undefined);
	await answer;
	expect(troubles.at(-1)).toBeNull();
});

test('a failing signature loses nothing: the same bytes are sealed a second later', async () => {
	const papers = await makePapers();
	let failures = 2;
	const sign = async (bytes: Parameters<typeof papers.device.sign>[0]) => {
		if (failures-- > 0) throw new Error('key is away');
		return papers.device.sign(bytes);
	};
	const { log, clock, troubles, room } = await start({
		papers: { ...papers, device: { ...papers.device, sign } }
	});
	const opened = log.append(openContent(papers));
	await clock.advance(3_000);
	await opened;
	await exchange(log, room);
	expect(troubles).toHaveLength(2);
	expect(room.entries).toHaveLength(1);
});

test('an entry that cannot be written takes no place', async () => {
	const { log, papers } = await start();
	await expect(log.append(choice('one', 'a'))).rejects.toThrow('wrong_open');
	await log.append(openContent(papers));
	const long = { type: 'essay' as const, text: '\u0939'.repeat(60_000) };
	await expect(
		log.append({ kind: 'response', data: { item: 'six', value: long } })
	).rejects.toThrow();
	await expect(log.append(choice('NOT AN ID', 'a'))).rejects.toThrow();
	const half = { type: 'short_text' as const, text: '\ud800' };
	await expect(
		log.append({ kind: 'response', data: { item: 'five', value: half } })
	).rejects.toThrow();
	expect(await log.append(choice('one', 'a'), { urgent: true })).toEqual({ seq: 1 });
});
