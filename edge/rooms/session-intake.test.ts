import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { concat, fromBase64url, fromHex, toHex } from '#sync/bytes.ts';
import type { Bytes } from '#sync/bytes.ts';
import { importEdgePrivateKey } from '#sync/keys.ts';
import { signed as signedSchema } from '#sync/schema/signed.ts';
import {
	LOG_CLIENT,
	LOG_ROOT,
	encodeItems,
	readFrame,
	stepOneFrame,
	updateFrame
} from '#sync/yjs-wire.ts';
import { memorySql } from '../../tests/support/memory-sql.ts';
import { GroupCommit } from './group-commit.ts';
import { RoomCounters } from './room-counters.ts';
import { RoomStore } from './room-store.ts';
import { SessionIntake } from './session-intake.ts';

const folder = new URL('../../sync/vectors/v1/', import.meta.url);
const json = (name: string) => JSON.parse(readFileSync(new URL(name, folder), 'utf8'));
const number = (name: string) => Number(/\d+/.exec(name)?.[0]);
/** A log as the first version wrote it. */
const items = readdirSync(folder)
	.filter((name) => name.startsWith('log-'))
	.sort((a, b) => number(a) - number(b))
	.map((name) => new Uint8Array(readFileSync(new URL(name, folder))));
const { session } = json('chain.json') as { session: string };
const ticket = signedSchema.parse(json('ticket.json').signed);

/** A room with the vectors' edge key. `writes` is asked before each transaction: false fails it. */
async function room(writes: () => boolean = () => true, now = () => 1_760_000_000_000) {
	const { edge } = json('keys.json') as { edge: { pkcs8: string; id: string } };
	const privateKey = await importEdgePrivateKey(fromBase64url(edge.pkcs8));
	const sql = memorySql();
	const store = new RoomStore(sql);
	const log: string[] = [];
	const commits = new GroupCommit(
		(work) => {
			if (!writes()) throw new Error('disk full');
			sql.transaction(work);
			log.push('commit');
		},
		(_after, run) => {
			queueMicrotask(run);
			return () => undefined;
		}
	);
	const open = () =>
		new SessionIntake(session, ticket, {
			store,
			commits,
			signer: async () => ({ privateKey, id: edge.id }),
			now,
			changed: () => undefined,
			counters: new RoomCounters(),
			tookOver: () => undefined
		});
	const sent: Bytes[] = [];
	const send = (frame: Bytes) => {
		log.push('send');
		sent.push(frame);
	};
	return { store, open, sent, send, log };
}

const frame = (from: number, to: number) =>
	updateFrame(
		encodeItems({ client: LOG_CLIENT, root: LOG_ROOT, from, items: items.slice(from, to) })
	);
/** A device's, as far as the intake cares: itself and no other. */
const socket = {};
const countsIn = (frames: Bytes[]) =>
	frames.flatMap((bytes) => {
		const read = readFrame(bytes);
		return read.ok && read.frame.type === 'step1' ? [read.frame.counts] : [];
	});

test('an app of the first version meets this edge: its whole log is admitted, receipted and judged', async () => {
	const { store, open, sent, send } = await room();
	const intake = open();
	await intake.frame(stepOneFrame({ log: items.length, control: 0 }), send, socket);
	expect(countsIn(sent)).toEqual([{ log: 0, control: 0 }]);
	for (let at = 0; at < items.length; at++)
		expect(await intake.frame(frame(at, at + 1), send, socket)).toEqual({ ok: true });
	const record = store.optionalSession(session);
	expect(record?.log).toMatchObject({ segments: items.length, submitted: true });
	expect(['accepted', 'held']).toContain(record?.attemptState);
	expect(store.segments(session, 'log', 0, 1000).map(({ bytes }) => bytes)).toEqual(items);
	expect(record?.control.segments).toBeGreaterThan(0);
});

test('no receipt leaves before the commit of what it covers, nor before its own', async () => {
	const { open, send, log } = await room();
	await open().frame(frame(0, 1), send, socket);
	expect(log).toEqual(['commit', 'commit', 'send']);
});

test('a commit that fails: nothing is sent, nothing is remembered, and the same frame is taken later', async () => {
	let works = false;
	const { store, open, sent, send } = await room(() => works);
	const intake = open();
	await expect(intake.frame(frame(0, 1), send, socket)).rejects.toThrow('disk full');
	expect([sent.length, store.optionalSession(session), intake.record.log.next]).toEqual([
		0,
		null,
		0
	]);
	works = true;
	expect(await intake.frame(frame(0, 1), send, socket)).toEqual({ ok: true });
	expect(store.optionalSession(session)?.log.segments).toBe(1);
});

test('ended between the commit and its receipt, the room pays when the device comes back', async () => {
	let left = 1;
	const { store, open, sent, send } = await room(() => left-- > 0);
	await expect(open().frame(frame(0, 1), send, socket)).rejects.toThrow('disk full');
	expect([store.optionalSession(session)?.log.segments, sent.length]).toEqual([1, 0]);
	left = Infinity;
	await open().frame(stepOneFrame({ log: 1, control: 0 }), send, socket);
	expect(store.optionalSession(session)?.control.segments).toBe(1);
});

test('frames doubled and sent again change nothing; what the device lost comes back to it', async () => {
	const { store, open, sent, send } = await room();
	const intake = open();
	for (const part of [frame(0, 3), frame(0, 3), frame(2, 5), frame(0, 5)])
		expect(await intake.frame(part, send, socket)).toEqual({ ok: true });
	expect(store.optionalSession(session)?.log.segments).toBe(5);
	sent.length = 0;
	const control = intake.record.control.segments;
	await intake.frame(stepOneFrame({ log: 2, control }), send, socket);
	expect(sent[0]).toEqual(frame(2, 5));
});

/** The order of P-256: (r, n − s) is as good a signature as (r, s), and anybody can make the one of the other. */
const n = 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n;

test('A8: whoever has seen a student’s segments can offer them elsewhere or signed in the other way, and accuses nobody', async () => {
	const { store, open, sent, send } = await room();
	const intake = open();
	await intake.frame(frame(0, 5), send, socket);
	const offered = (at: number, item: Bytes) =>
		intake.frame(
			updateFrame(encodeItems({ client: LOG_CLIENT, root: LOG_ROOT, from: at, items: [item] })),
			send,
			socket
		);
	for (const [at, from] of [
		[1, 2],
		[3, 0],
		[0, 4]
	] as const)
		expect(await offered(at, items[from] as Bytes)).toMatchObject({
			refusal: { code: 'wrong_sequence' }
		});
	const item = items[2] as Bytes;
	const s = n - BigInt(`0x${toHex(item.slice(-32))}`);
	const otherwise = concat(item.subarray(0, -32), fromHex(s.toString(16).padStart(64, '0')));
	expect(await offered(2, otherwise)).toEqual({ ok: true });
	expect(store.optionalSession(session)).toMatchObject({
		forked: false,
		attemptState: 'in_progress'
	});
	sent.length = 0;
	expect(await intake.frame(frame(5, items.length), send, socket)).toEqual({ ok: true });
	expect(sent.length).toBeGreaterThan(0);
});

test('A14: what comes late on a socket of before the page was loaded again takes no place any more', async () => {
	const { store, open, sent, send } = await room();
	const intake = open();
	const before = {};
	await intake.frame(stepOneFrame({ log: 2, control: 0 }), send, before);
	expect(await intake.frame(frame(0, 1), send, before)).toEqual({ ok: true });
	const { segments } = intake.record.control;
	await intake.frame(stepOneFrame({ log: 1, control: segments }), send, socket);
	expect(countsIn(sent).at(-1)).toEqual({ log: 1, control: segments });
	expect(await intake.frame(frame(1, 2), send, before)).toMatchObject({
		refusal: { code: 'unavailable' }
	});
	expect(store.optionalSession(session)).toMatchObject({ forked: false, log: { segments: 1 } });
	expect(await intake.frame(frame(1, 2), send, socket)).toEqual({ ok: true });
});

test('a room set back to an older state refuses to sign a smaller log', async () => {
	const { open, sent, send } = await room();
	const answer = await open().frame(stepOneFrame({ log: 3, control: 2 }), send, socket);
	expect(answer).toMatchObject({ ok: false, refusal: { code: 'edge_behind' } });
	expect(sent).toEqual([]);
});

test('never handed in: when the time for late work is over too, it is held for a person; later work changes that', async () => {
	let now = 1_760_000_000_000;
	const { store, open, send } = await room(undefined, () => now);
	const intake = open();
	await intake.frame(frame(0, 2), send, socket);
	const due = store.marks.nextDue() ?? 0;
	expect(due).toBeGreaterThan(0);
	now = due - 1;
	await intake.judgeUnsubmitted();
	expect(intake.record.attemptState).toBe('in_progress');
	now = due;
	expect(store.marks.overdue(now)).toEqual([session]);
	await intake.judgeUnsubmitted();
	expect(store.optionalSession(session)).toMatchObject({
		attemptState: 'held',
		timeliness: { reasons: expect.arrayContaining(['not_submitted']) }
	});
	expect(store.marks.nextDue()).toBe(null);
	await intake.frame(frame(2, items.length), send, socket);
	expect(intake.record.timeliness?.reasons).not.toContain('not_submitted');
});

test('erased while a frame is being checked: nothing of it is kept', async () => {
	const { store, open, sent, send } = await room();
	const intake = open();
	const taken = intake.frame(frame(0, 2), send, socket);
	store.marks.markErased(intake.record.attempt, 1);
	await expect(taken).rejects.toThrow('erased');
	expect(store.optionalSession(session)).toBeNull();
	expect([store.segments(session, 'log', 0, 10).length, sent.length]).toEqual([0, 0]);
});
