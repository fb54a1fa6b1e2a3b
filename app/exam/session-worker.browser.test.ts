/** The worker itself, over IndexedDB, with Web Locks between workers: what no fake can show. */
import { Dexie } from 'dexie';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { ResponseValue } from '#sync/schema/response.ts';
import { DeviceStore } from '../device/device-store.ts';
import { edgeFixture, ids } from './exam-fixture.ts';
import { prepareAttempt } from './prepare.ts';
import type { Opened, SessionEvent } from './session-events.ts';
import type { SessionLink } from './session-link.ts';
import { sessionPort } from './sessions-client.ts';
import { startAttempt } from './start.ts';

const opening = { noticeHash: '0'.repeat(64), appVersion: '1', models: [], persisted: null };
const essay = (text: string): ResponseValue => ({ type: 'essay', text });
const links: SessionLink[] = [];
const workers: Worker[] = [];
const RealWorker = globalThis.Worker;

beforeEach(async () => {
	globalThis.Worker = class extends RealWorker {
		constructor(url: string | URL, options?: WorkerOptions) {
			super(url, options);
			workers.push(this);
		}
	};
	const hour = 3_600_000;
	const edge = await edgeFixture({
		opensAt: Date.now() - hour,
		closesAt: Date.now() + hour,
		issuedAt: Date.now() - hour,
		expiresAt: Date.now() + 9 * hour
	});
	const store = new DeviceStore();
	const shell = { state: async () => 'ready' as const, ready: async () => undefined };
	const models = { held: async () => ({ done: 0, total: 0 }), fetch: async () => undefined };
	const deps = { store, api: edge.api, now: Date.now };
	const pause = async () => undefined;
	await prepareAttempt(edge.summary, { ...deps, shell, models, pause });
	const started = await startAttempt(
		{ attempt: ids.attempt, code: null, opening },
		{
			...deps,
			unwrap: () => Promise.reject(new Error('not here')),
			uuid: () => crypto.randomUUID()
		}
	);
	expect(started.ok).toBe(true);
	store.close();
});

afterEach(async () => {
	globalThis.Worker = RealWorker;
	await Promise.all(links.splice(0).map((link) => link.close()));
	for (const worker of workers.splice(0)) worker.terminate();
	localStorage.clear();
	await new Promise((resolve) => {
		indexedDB.deleteDatabase('invigil').onsuccess = resolve;
	});
});

function tab(onRestart: () => void = () => undefined) {
	const events: SessionEvent[] = [];
	const link = sessionPort({ onRestart, onGivenUp: () => undefined });
	links.push(link);
	return { link, events, open: () => link.open(ids.attempt, (event) => events.push(event)) };
}

const answers = (opened: Opened) =>
	opened.kind === 'open' ? Object.fromEntries(opened.snapshot.responses) : opened;

test('opened, answered, killed right after the answer was called durable, opened again', async () => {
	const first = tab();
	expect(answers(await first.open())).toEqual({});
	await first.link.respond('boils', { type: 'single_choice', choice: 'a' });
	await first.link.respond('why', essay('Ice is less dense.'));
	// No goodbye: nothing is flushed, the lock falls with the worker.
	links.length = 0;
	workers.at(-1)?.terminate();
	const opened = await tab().open();
	expect(answers(opened)).toEqual({
		boils: { type: 'single_choice', choice: 'a' },
		why: essay('Ice is less dense.')
	});
	expect(opened.kind === 'open' && opened.snapshot.form.items[0]?.id).toBe('boils');
});

test('two tabs: the second is told, takes over, and has everything the first had stored', async () => {
	const first = tab();
	await first.open();
	const second = tab();
	const opening = second.open();
	await expect.poll(() => second.events, { timeout: 10_000 }).toContainEqual({ type: 'elsewhere' });
	void first.link.respond('why', essay('written in the first tab'));
	await second.link.takeOver(ids.attempt);
	expect(answers(await opening)).toEqual({ why: essay('written in the first tab') });
	await expect.poll(() => first.events, { timeout: 10_000 }).toContainEqual({ type: 'taken_over' });
});

test('a worker that throws as a whole is replaced, and the new one gets the lock', async () => {
	const again = Promise.withResolvers<Opened>();
	const { link, open } = tab(() => void open().then(again.resolve, again.reject));
	await open();
	await link.respond('why', essay('before'));
	workers.at(-1)?.dispatchEvent(new ErrorEvent('error', { message: 'out of memory' }));
	expect(answers(await again.promise)).toEqual({ why: essay('before') });
});

test('a garbled record: a new session goes on with what can be read, the bytes are kept', async () => {
	const first = tab();
	await first.open();
	await first.link.respond('boils', { type: 'single_choice', choice: 'b' });
	await first.link.respond('why', essay('the last one'));
	await first.link.close();
	const raw = new Dexie('invigil');
	await raw.open();
	const last = await raw.table('segments').toCollection().last();
	await raw.table('segments').put({ ...last, bytes: new Uint8Array([1, 2, 3]) });
	const opened = await tab().open();
	expect(answers(opened)).toEqual({ boils: { type: 'single_choice', choice: 'b' } });
	expect(opened.kind === 'open' && opened.snapshot.damaged).toBe('continued');
	expect(await raw.table('damaged').toArray()).toMatchObject([
		{ bytes: new Uint8Array([1, 2, 3]) }
	]);
	expect(await raw.table('sessions').count()).toBe(2);
	raw.close();
});

test('handed in without a network, it stays handed in', async () => {
	const first = tab();
	await first.open();
	await first.link.respond('why', essay('done'));
	await first.link.handIn('student');
	await expect.poll(() => first.events, { timeout: 10_000 }).toContainEqual({ type: 'submitted' });
	await first.link.close();
	expect(await tab().open()).toEqual({ kind: 'submitted' });
});
