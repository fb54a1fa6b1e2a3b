import { expect, test } from 'vitest';
import { MemoryStore } from '../device/memory-store.ts';
import { edgeFixture, ids, NOW } from './exam-fixture.ts';
import { inspectAttempt, prepareAttempt, type PrepareDeps, type PreparedState } from './prepare.ts';

async function device(over: Partial<PrepareDeps> = {}) {
	const edge = await edgeFixture();
	const store = new MemoryStore();
	const deps: PrepareDeps = {
		store,
		api: edge.api,
		shell: { state: async () => 'ready', ready: async () => undefined },
		models: { held: async () => ({ done: 10, total: 10 }), fetch: async () => undefined },
		now: () => NOW,
		pause: async () => undefined,
		...over
	};
	return { edge, store, deps, prepare: () => prepareAttempt(edge.summary, deps) };
}

test('after preparing, everything a start without a network needs is on the device', async () => {
	const { edge, store, deps } = await device();
	const seen: PreparedState[] = [];
	const state = await prepareAttempt(edge.summary, deps, { onState: (each) => seen.push(each) });
	expect(state).toMatchObject({ state: 'ready', missing: [] });
	expect(state.done).toBe(state.total);
	expect(seen.some((each) => each.state === 'fetching')).toBe(true);
	expect(store.blobs.size).toBe(edge.manifest.blobs.length);
	expect(store.attemptRows.get(ids.attempt)?.edgeClock).toEqual({ edge: NOW, wall: NOW });
});

test('prepared once, a second time asks nobody', async () => {
	const { edge, prepare } = await device();
	await prepare();
	edge.asked.length = 0;
	edge.refuseWith('unreachable');
	expect(await prepare()).toMatchObject({ state: 'ready' });
	expect(edge.asked).toEqual([]);
});

test('without a network what is missing is said, and nothing failed', async () => {
	const { edge, prepare } = await device();
	edge.refuseWith('unreachable');
	expect(await prepare()).toMatchObject({
		state: 'missing',
		missing: ['ticket', 'form'],
		problem: 'unreachable'
	});
});

test('broken off between blobs, it goes on with those that are missing', async () => {
	const { edge, deps, prepare } = await device();
	const blob = deps.api.blob;
	deps.api.blob = async () => Promise.reject(new Error('the tab was closed'));
	await prepare();
	deps.api.blob = blob;
	edge.asked.length = 0;
	expect(await prepare()).toMatchObject({ state: 'ready' });
	expect(edge.asked).toEqual(['blob']);
});

test('a blob with other bytes than were signed for is asked for again and never kept', async () => {
	const { edge, store, prepare } = await device();
	for (const [hash, bytes] of edge.blobs)
		edge.blobs.set(
			hash,
			bytes.map((byte) => byte ^ 1)
		);
	expect(await prepare()).toMatchObject({ state: 'failed', problem: 'form_damaged' });
	expect(edge.asked.filter((name) => name === 'blob')).toHaveLength(4);
	expect(store.blobs.size).toBe(0);
});

test('a manifest signed by another key is refused', async () => {
	const { deps, prepare, store } = await device();
	const other = await edgeFixture();
	deps.api.form = other.api.form;
	expect(await prepare()).toMatchObject({ state: 'failed', problem: 'form_damaged' });
	expect(store.attemptRows.size).toBe(0);
});

test('a ticket for another device is refused', async () => {
	const { deps, prepare } = await device();
	const { ticket } = deps.api;
	deps.api.ticket = (attempt) => ticket(attempt, `B${'A'.repeat(86)}`);
	expect(await prepare()).toMatchObject({ state: 'failed', problem: 'form_damaged' });
});

test('a changed sitting brings a new ticket and keeps the form', async () => {
	const { edge, deps, prepare } = await device();
	await prepare();
	edge.asked.length = 0;
	await prepareAttempt({ ...edge.summary, durationMs: 1 }, deps);
	expect(edge.asked).toEqual(['keys', 'ticket']);
});

test('an accommodation that was granted or ended after the prefetch brings a new ticket', async () => {
	const { edge, deps, prepare } = await device();
	await prepare();
	const granted = {
		breaksMs: 600_000,
		largerText: true,
		reader: false,
		off: ['camera' as const],
		addedMs: 0,
		ownWindow: false
	};
	edge.asked.length = 0;
	await prepareAttempt({ ...edge.summary, accommodation: granted }, deps);
	expect(edge.asked).toEqual(['keys', 'ticket']);

	const given = await device({});
	const { addedMs: _added, ownWindow: _window, ...accommodation } = granted;
	const other = await edgeFixture({ accommodation });
	await prepareAttempt(
		{ ...other.summary, accommodation: granted },
		{ ...given.deps, api: other.api }
	);
	other.asked.length = 0;
	const again = { ...given.deps, api: other.api };
	await prepareAttempt({ ...other.summary, accommodation: granted }, again);
	expect(other.asked).toEqual([]);
	await prepareAttempt(other.summary, again);
	expect(other.asked).toEqual(['keys', 'ticket']);
});

test('models that cannot be had leave the rest ready and are named', async () => {
	const { prepare } = await device({
		models: {
			held: async () => ({ done: 0, total: 10 }),
			fetch: async () => Promise.reject(new Error('404'))
		}
	});
	expect(await prepare()).toMatchObject({
		state: 'failed',
		missing: ['models'],
		problem: 'models_failed'
	});
});

test('a browser without service workers is told what it cannot do', async () => {
	const { prepare } = await device({
		shell: { state: async () => 'unsupported', ready: () => new Promise(() => undefined) }
	});
	expect(await prepare()).toMatchObject({ missing: ['shell'], problem: 'shell_unsupported' });
});

test('looking at a device that was never prepared names every part', async () => {
	const { deps } = await device();
	expect((await inspectAttempt(ids.attempt, deps)).missing).toEqual(['ticket', 'form']);
});

test('a sitting that was changed is another ticket, also where the summary looks the same', async () => {
	const { edge, deps, prepare } = await device();
	await prepare();
	edge.asked.length = 0;
	await prepareAttempt({ ...edge.summary, revision: 1 }, deps);
	expect(edge.asked).toContain('ticket');
	edge.asked.length = 0;
	await prepareAttempt({ ...edge.summary, revision: 1 }, deps);
	expect(edge.asked).toEqual([]);
});

test('only the models that the policy needs are asked for', async () => {
	const asked: (readonly string[])[] = [];
	const given = await device({
		models: {
			held: async (uses) => {
				asked.push(uses);
				return { done: 10, total: 10 };
			},
			fetch: async () => undefined
		}
	});
	await given.prepare();
	expect(asked.at(-1)).toEqual(['faces', 'landmarks']);
});
