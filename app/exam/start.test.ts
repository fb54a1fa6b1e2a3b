import { expect, test } from 'vitest';
import { ApiError } from '#app/api/api-error.ts';
import { handedOverOf } from '#sync/handover.ts';
import type { ResponseValue } from '#sync/schema/response.ts';
import { importContentKey, unwrapWithStartCode } from '#sync/form-cipher.ts';
import type { Ticket } from '#sync/schema/ticket.ts';
import { MemoryStore } from '../device/memory-store.ts';
import { edgeFixture, ids, NOW, quickArgon2, START_CODE } from './exam-fixture.ts';
import { prepareAttempt } from './prepare.ts';
import { startAttempt, type StartDeps } from './start.ts';

const opening = { noticeHash: '0'.repeat(64), appVersion: '1', models: [], persisted: true };

async function prepared(over: Partial<Ticket> = {}) {
	const edge = await edgeFixture(over);
	const store = new MemoryStore();
	const device = { now: NOW };
	const shell = { state: async () => 'ready' as const, ready: async () => undefined };
	const models = { held: async () => ({ done: 0, total: 0 }), fetch: async () => undefined };
	const now = () => device.now;
	const pause = async () => undefined;
	await prepareAttempt(edge.summary, { store, api: edge.api, shell, models, now, pause });
	let made = 0;
	const deps: StartDeps = {
		store,
		api: edge.api,
		now,
		uuid: () => `7f3e2d1c-0b9a-4877-a665-54433221100${made++}`,
		unwrap: async (manifest, typed) => {
			const opened = await unwrapWithStartCode(manifest, typed, quickArgon2);
			return opened.ok ? { ok: true, key: await importContentKey(opened.contentKey) } : opened;
		}
	};
	const start = (code: string | null) =>
		startAttempt({ attempt: ids.attempt, code, opening }, deps);
	return { edge, store, device, deps, start };
}

const problem = (code: string, at?: number) => ({
	ok: false,
	problem: at === undefined ? { code } : { code, at }
});

test('with a network the key comes from the edge, and stays without being readable', async () => {
	const { store, start } = await prepared();
	expect(await start(null)).toMatchObject({ ok: true });
	const key = store.keyRows.get(ids.attempt)?.contentKey;
	expect(key?.extractable).toBe(false);
	expect([...store.sessions.values()]).toMatchObject([
		{ state: 'opening', opening: { keyFrom: 'edge', attempt: ids.attempt } }
	]);
});

test('without a network the start code opens the form, however it is typed', async () => {
	const { edge, store, start } = await prepared();
	edge.refuseWith('unreachable');
	expect(await start(null)).toEqual(problem('unreachable'));
	expect(await start(START_CODE.toLowerCase().replace('-', ' '))).toMatchObject({ ok: true });
	expect([...store.sessions.values()][0]?.opening.keyFrom).toBe('start_code');
});

test('a wrong start code is told, slowed down after three, and the count outlives a reload', async () => {
	const { store, device, start, deps } = await prepared();
	for (let tried = 0; tried < 3; tried++)
		expect(await start('AAAAA-AAAAA')).toEqual(problem('start_code_wrong'));
	expect(await start(START_CODE)).toEqual(problem('too_many_tries', NOW + 5_000));
	const again = () =>
		startAttempt({ attempt: ids.attempt, code: START_CODE, opening }, { ...deps });
	device.now += 4_999;
	expect(await again()).toEqual(problem('too_many_tries', NOW + 5_000));
	device.now += 1;
	expect(await again()).toMatchObject({ ok: true });
	expect([...store.counters.values()]).toEqual([{ count: 0, until: 0 }]);
});

test('starting twice ends in the same session', async () => {
	const { store, start } = await prepared();
	const both = await Promise.all([start(null), start(null)]);
	expect(both[0]).toEqual(both[1]);
	expect(await start(null)).toEqual(both[0]);
	expect(store.sessions.size).toBe(1);
});

test('a form that does not match its hash does not start, and is fetched again', async () => {
	const { store, start } = await prepared();
	for (const [hash, bytes] of store.blobs)
		store.blobs.set(hash, bytes.with(0, 255 - (bytes[0] ?? 0)));
	expect(await start(null)).toEqual(problem('form_damaged'));
	expect(store.blobs.size).toBe(0);
	expect(store.sessions.size).toBe(0);
});

test('each refusal of time has its own code', async () => {
	const open = await prepared({ opensAt: NOW + 600_000 });
	expect(await open.start(START_CODE)).toEqual(problem('not_open_yet', NOW + 600_000));
	const closed = await prepared();
	closed.device.now = NOW + 7_200_001;
	expect(await closed.start(START_CODE)).toEqual(problem('closed', NOW + 7_200_000));
	closed.device.now = NOW + 10 * 86_400_000;
	expect(await closed.start(START_CODE)).toEqual(problem('ticket_expired', NOW + 9 * 86_400_000));
});

test('a clock that stands before the ticket was signed is called wrong, not "not open yet"', async () => {
	const { device, start } = await prepared();
	device.now = NOW - 86_400_000;
	expect(await start(START_CODE)).toEqual(problem('clock_wrong', NOW));
});

test('a clock that was wrong already when the ticket came does not keep anybody out', async () => {
	const { store, device, start } = await prepared();
	await store.changeAttempt(ids.attempt, { edgeClock: { edge: NOW, wall: NOW - 86_400_000 } });
	device.now = NOW - 86_400_000 + 1_000;
	expect(await start(START_CODE)).toMatchObject({ ok: true });
});

test('what the edge refuses keeps its reason', async () => {
	const { edge, start } = await prepared();
	for (const code of ['not_open_yet', 'closed', 'ticket_expired', 'attempt_ended'] as const) {
		edge.refuseWith(code);
		expect(await start(null)).toMatchObject({ ok: false, problem: { code } });
	}
	edge.refuseWith('ticket_invalid');
	expect(await start(null)).toEqual(problem('not_prepared'));
});

test('nothing prepared, and an attempt that was handed in', async () => {
	const { store, start } = await prepared();
	await start(null);
	const [row] = store.sessions.values();
	if (row) store.sessions.set(row.session, { ...row, state: 'submitted' });
	expect(await start(null)).toEqual(problem('attempt_ended'));
	store.attemptRows.clear();
	expect(await start(null)).toEqual(problem('not_prepared'));
});

test('a store that refuses to write is named, and the code stays good', async () => {
	const { store, start } = await prepared();
	store.failing = new DOMException('full', 'QuotaExceededError');
	expect(await start(null)).toEqual(problem('storage_failed'));
	store.failing = null;
	expect(await start(null)).toMatchObject({ ok: true });
});

test('attack: with a ticket from before a change the edge gives no key, and no session begins', async () => {
	const { edge, store, start } = await prepared();
	edge.refuseWith('conflict');
	expect(await start(null)).toEqual(problem('papers_changed'));
	expect(store.sessions.size).toBe(0);
});

const session = 'bbbbbbbb-0b9a-4877-a665-544332211000';
const previous = { session, seq: 6, head: 'ab'.repeat(32) };
const boils: ResponseValue = { type: 'single_choice', choice: 'b' };

test('an exam that was begun on another device starts with what has arrived from there, and the record says so', async () => {
	const { edge, store, start } = await prepared({ previous, startedAt: NOW - 600_000 });
	edge.handed.responses = [{ item: 'boils', value: boils, session, seq: 3, wall: NOW }];
	edge.handed.item = 'mass';
	expect(await start(null)).toMatchObject({ ok: true });
	expect(edge.asked.slice(-2)).toEqual(['key', 'handedOver']);
	const [row] = store.sessions.values();
	expect(row?.handed).toMatchObject({ responses: [['boils', boils]], item: 'mass' });
	expect(row?.opening.handedOver).toEqual(handedOverOf([{ item: 'boils', value: boils }]));
	// The time goes on from the first opening.
	expect(row?.carriedMs).toBe(600_000);
});

test('where the edge does not have what arrived any more the exam goes on without it, and the record claims nothing', async () => {
	const { edge, store, start, deps } = await prepared({ previous, startedAt: NOW });
	deps.api = {
		...edge.api,
		handedOver: () => Promise.reject(new ApiError('not_found', 'gone'))
	};
	expect(await start(null)).toMatchObject({ ok: true });
	const [row] = store.sessions.values();
	expect(row?.handed).toBe(null);
	expect(row?.opening.previous).toEqual(previous);
	expect(row?.opening.handedOver).toBeUndefined();
});

test('a failure that passes begins nothing with empty fields', async () => {
	const { edge, store, start, deps } = await prepared({ previous, startedAt: NOW });
	for (const code of ['unavailable', 'too_many_requests'] as const) {
		deps.api = { ...edge.api, handedOver: () => Promise.reject(new ApiError(code, 'busy')) };
		expect(await start(null)).toEqual(problem('unavailable'));
	}
	expect(store.sessions.size).toBe(0);
});

test('a network that goes away between the key and the answers begins nothing', async () => {
	const { edge, store, start, deps } = await prepared({ previous, startedAt: NOW });
	deps.api = {
		...edge.api,
		handedOver: () => Promise.reject(new ApiError('unreachable', 'away'))
	};
	expect(await start(null)).toEqual(problem('unreachable'));
	expect(store.sessions.size).toBe(0);
	deps.api = edge.api;
	expect(await start(null)).toMatchObject({ ok: true });
});

test('an attempt that went on elsewhere since the ticket is not begun under it', async () => {
	const { edge, store, start, deps } = await prepared();
	const because = { evidence: { because: 'begun_elsewhere' } };
	deps.api = {
		...edge.api,
		key: () => Promise.reject(new ApiError('conflict', 'elsewhere', because))
	};
	expect(await start(null)).toEqual(problem('begun_elsewhere'));
	expect(store.sessions.size).toBe(0);
});

test('a device that was left may take the exam back, in another session', async () => {
	const { store, start } = await prepared();
	const first = await start(null);
	const [row] = store.sessions.values();
	if (!row) throw new Error('no session');
	store.sessions.set(row.session, { ...row, state: 'open', refused: 'superseded' });
	const again = await start(null);
	expect(again).toMatchObject({ ok: true });
	expect(again).not.toEqual(first);
	expect(store.sessions.size).toBe(2);
});
