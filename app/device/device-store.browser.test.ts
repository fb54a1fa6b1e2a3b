import { Dexie } from 'dexie';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { KeptAttempt, KeptSession } from './device-rows.ts';
import { DeviceStore } from './device-store.ts';

let name: string;
let store: DeviceStore;

beforeEach(() => {
	name = `store-${crypto.randomUUID()}`;
	store = new DeviceStore(name);
});

afterEach(() => {
	vi.restoreAllMocks();
	store.close();
	indexedDB.deleteDatabase(name);
});

const bytes = (...values: number[]) => Uint8Array.from(values);
const session = (over: Partial<KeptSession> = {}): KeptSession => ({
	version: 1,
	session: 's',
	attempt: 'a',
	ticket: { bytes: '', key: '', signature: '' },
	createdAt: 1,
	state: 'open',
	opening: {
		session: 's',
		attempt: 'a',
		ticketHash: '',
		formHash: '',
		policyHash: '',
		noticeHash: '',
		appVersion: '',
		models: [],
		keyFrom: 'edge',
		persisted: null
	},
	elapsed: { ms: 0, wall: 0 },
	carriedMs: 0,
	edgeSample: null,
	receipt: null,
	submit: null,
	rescued: false,
	refused: null,
	...over
});

test('every write transaction asks the browser for strict durability', async () => {
	// Dexie binds the method when it opens.
	const begun = vi.spyOn(IDBDatabase.prototype, 'transaction');
	await store.append('s', 0, bytes(1));
	await store.appendControl('s', 0, bytes(1));
	await store.putSession(session());
	await store.changeSession('s', { submit: 4 });
	await store.setAside('s', 'log', [{ place: 0, bytes: bytes(1) }], 'chain_broken', 5);
	const writes = begun.mock.calls.filter(([, mode]) => mode === 'readwrite');
	expect(writes).toHaveLength(5);
	for (const [, , options] of writes) expect(options).toEqual({ durability: 'strict' });
});

test('a log is read back in the order of its places, and only its own session', async () => {
	for (const first of [300, 0, 2, 70_000]) await store.append('s', first, bytes(first % 7));
	await store.append('t', 1, bytes(9));
	const { segments } = await store.readLog('s');
	expect(segments.map(({ place }) => place)).toEqual([0, 2, 300, 70_000]);
	expect(await store.counts('s')).toEqual({ segments: 4, control: 0 });
});

test('writing one place twice leaves one record', async () => {
	await store.append('s', 0, bytes(1));
	await store.append('s', 0, bytes(1));
	expect((await store.readLog('s')).segments).toEqual([{ place: 0, bytes: bytes(1) }]);
});

test('a view is stored without the rest of the buffer it looks into', async () => {
	const frame = new Uint8Array(1_000_000);
	await store.appendControl('s', 0, frame.subarray(10, 12));
	const [record] = (await store.readLog('s')).control;
	expect(record?.bytes?.buffer.byteLength).toBe(2);
});

test('a garbled record is read as one without bytes, and its neighbours are intact', async () => {
	await store.append('s', 0, bytes(1));
	await store.append('s', 5, 'not bytes' as unknown as Uint8Array<ArrayBuffer>).catch(() => null);
	const raw = new Dexie(name);
	await raw.open();
	await raw.table('segments').put({ version: 1, session: 's', first: 7, bytes: { 0: 1 } });
	raw.close();
	const { segments } = await store.readLog('s');
	expect(segments.find(({ place }) => place === 0)?.bytes).toEqual(bytes(1));
	expect(segments.find(({ place }) => place === 7)?.bytes).toBeNull();
});

test('a record set aside keeps its bytes and frees its place', async () => {
	await store.append('s', 0, bytes(1));
	await store.append('s', 4, bytes(2));
	const { segments } = await store.readLog('s');
	await store.setAside('s', 'log', segments.slice(1), 'wrong_signature', 77);
	expect((await store.readLog('s')).segments).toHaveLength(1);
	expect(await store.damagedOf('s')).toMatchObject([
		{ place: 4, bytes: bytes(2), code: 'wrong_signature', foundAt: 77 }
	]);
});

test('keys cannot be read out of the store, and the first pair of two tabs is used by both', async () => {
	const pair = () =>
		crypto.subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-256' }, false, ['sign', 'verify']);
	const row = async (publicKey: string) => ({
		version: 1 as const,
		attempt: 'a',
		privateKey: (await pair()).privateKey,
		publicKey,
		contentKey: null
	});
	const rows = await Promise.all([
		store.addKeys(await row('one')),
		store.addKeys(await row('two'))
	]);
	expect(new Set(rows.map(({ publicKey }) => publicKey)).size).toBe(1);
	const kept = await store.keys('a');
	if (!kept) throw new Error('no keys');
	await expect(crypto.subtle.exportKey('pkcs8', kept.privateKey)).rejects.toThrow();
	await expect(
		crypto.subtle.sign({ name: 'ECDSA', hash: 'SHA-256' }, kept.privateKey, bytes(1))
	).resolves.toBeInstanceOf(ArrayBuffer);
});

test('an attempt has one session that is being sat; a damaged one makes room', async () => {
	const first = await store.beginSession(session());
	const second = await store.beginSession(session({ session: 't', createdAt: 2 }));
	expect(second).toEqual(first);
	await store.changeSession('s', { state: 'damaged' });
	const third = await store.beginSession(session({ session: 'u', createdAt: 3 }));
	expect(third.session).toBe('u');
	expect((await store.sessionsOf('a')).map((row) => row.session)).toEqual(['s', 'u']);
});

test('sessions that never began, are done, or that the edge refuses for good are not sent again', async () => {
	await store.putSession(session({ session: 'opening', state: 'opening' }));
	await store.putSession(session({ session: 'done', state: 'done' }));
	await store.putSession(session({ session: 'refused', state: 'submitted', refused: 'fork' }));
	await store.putSession(session({ session: 'rescued', state: 'damaged', rescued: true }));
	await store.putSession(session({ session: 'open' }));
	await store.putSession(session({ session: 'submitted', state: 'submitted' }));
	const names = (await store.unfinishedSessions()).map((row) => row.session);
	expect(names.toSorted()).toEqual(['open', 'submitted']);
});

test('after the browser closed the connection the store can be opened again', async () => {
	await store.append('s', 0, bytes(1));
	store.close();
	await expect(store.append('s', 1, bytes(2))).rejects.toThrow();
	await store.reopen();
	await store.append('s', 1, bytes(2));
	expect(await store.counts('s')).toEqual({ segments: 2, control: 0 });
});

test('a connection that was taken away is counted, one that was given up for a new one is not', async () => {
	const open = vi.spyOn(IDBDatabase.prototype, 'transaction');
	await store.append('s', 0, bytes(1));
	await store.reopen();
	expect(store.losses).toBe(0);
	await store.append('s', 0, bytes(1));
	// As when site data are cleared, which no page can do to itself.
	const current = open.mock.contexts.at(-1) as IDBDatabase;
	current.close();
	current.dispatchEvent(new Event('close'));
	expect(store.losses).toBe(1);
	await store.refill(
		's',
		new Map([
			[0, bytes(1)],
			[2, bytes(2)]
		]),
		new Map([[0, bytes(3)]])
	);
	expect(await store.counts('s')).toEqual({ segments: 2, control: 1 });
});

test('a running exam keeps its connection when another tab wants to change the store', async () => {
	store.close();
	store = new DeviceStore(name, { holdVersion: true });
	await store.append('s', 0, bytes(1));
	const newer = new Dexie(name, { autoOpen: false });
	newer.version(2).stores({ segments: '[session+first]', more: 'id' });
	newer.on('blocked', () => false);
	const upgrade = newer.open().catch(() => null);
	await new Promise((resolve) => setTimeout(resolve, 200));
	await store.append('s', 1, bytes(2));
	expect((await store.counts('s')).segments).toBe(2);
	store.close();
	await upgrade;
	newer.close();
});

test('a student who was erased is forgotten, and what another has on this device stays', async () => {
	const { privateKey } = await crypto.subtle.generateKey(
		{ name: 'ECDSA', namedCurve: 'P-256' },
		false,
		['sign', 'verify']
	);
	for (const student of ['one', 'two']) {
		const attempt = `attempt of ${student}`;
		const own = { version: 1 as const, attempt, privateKey, publicKey: '', contentKey: null };
		await store.putAttempt({ attempt, student } as KeptAttempt);
		await store.putKeys(own);
		await store.putSession(session({ session: student, attempt }));
		for (const place of [0, 1]) await store.append(student, place, bytes(place));
		await store.appendControl(student, 0, bytes(1));
		const { segments } = await store.readLog(student);
		await store.setAside(student, 'log', segments.slice(1), 'malformed', 1);
	}
	await store.forget('one');
	expect((await store.attempts()).map(({ student }) => student)).toEqual(['two']);
	expect(await store.keys('attempt of one')).toBeUndefined();
	expect(await store.session('one')).toBeUndefined();
	expect([await store.counts('one'), await store.damagedOf('one')]).toEqual([
		{ segments: 0, control: 0 },
		[]
	]);
	expect(await store.counts('two')).toEqual({ segments: 1, control: 1 });
	expect(await store.damagedOf('two')).toHaveLength(1);
	expect(await store.keys('attempt of two')).toBeDefined();
});
