import { expect, test, vi } from 'vitest';
import { AttemptRecord, type RecordWorld } from './attempt-record.svelte.ts';
import type { AttemptReading } from './read-bundle.ts';

const reading = { studentName: 'Ana' } as AttemptReading;
const proof = {
	verdict: { claims: [], brokenAt: null, unbroken: true },
	brokenAtMs: null,
	publicKeys: []
};
const settle = () => vi.waitFor(() => Promise.resolve());

function openRecord(changes: Partial<RecordWorld> = {}) {
	const clock = { now: 0 };
	const timers: { at: number; run: () => void }[] = [];
	const fetched = vi.fn(() => Promise.resolve(Uint8Array.of(123, 10, 125)));
	const record = new AttemptRecord({
		bundle: fetched,
		results: () => Promise.resolve(null),
		keys: () => Promise.resolve([]),
		read: () => Promise.resolve(reading),
		prove: () => Promise.resolve(proof),
		now: () => clock.now,
		after(ms, run) {
			const timer = { at: clock.now + ms, run };
			timers.push(timer);
			return () => void timers.splice(timers.indexOf(timer) >>> 0, 1);
		},
		...changes
	});
	const pass = async (ms: number) => {
		clock.now += ms;
		for (const timer of timers.splice(0)) {
			if (timer.at <= clock.now) timer.run();
			else timers.push(timer);
		}
		await settle();
	};
	return { record, fetched, pass, clock };
}

test('the exported file is what the edge served, byte for byte', async () => {
	const { record } = openRecord();
	record.refresh();
	await vi.waitUntil(() => record.proof);
	expect(await record.bytes?.text()).toBe('{\n}');
});

test('a reading is shown before it is proven', async () => {
	const { record } = openRecord({ prove: () => new Promise(() => undefined) });
	record.refresh();
	await vi.waitUntil(() => record.reading);
	expect(record.proof).toBeNull();
});

test('many changes while one fetch is under way lead to one more, after a rest', async () => {
	const { record, fetched, pass } = openRecord();
	record.refresh();
	for (let n = 0; n < 50; n++) record.refresh();
	await vi.waitUntil(() => record.proof);
	await settle();
	expect(fetched).toHaveBeenCalledTimes(1);
	await pass(699);
	expect(fetched).toHaveBeenCalledTimes(1);
	await pass(1);
	await vi.waitUntil(() => fetched.mock.calls.length === 2);
	await pass(5000);
	expect(fetched).toHaveBeenCalledTimes(2);
});

test('a failed refresh leaves what is shown; a failed first fetch says so and can be tried again', async () => {
	let away = true;
	const { record, pass } = openRecord({
		bundle: () =>
			away ? Promise.reject(new Error('away')) : Promise.resolve(Uint8Array.of(123, 125))
	});
	record.refresh();
	await vi.waitUntil(() => record.state.kind === 'failed');
	away = false;
	await pass(1000);
	record.refresh();
	await vi.waitUntil(() => record.reading);
	away = true;
	await pass(1000);
	record.refresh();
	await settle();
	expect(record.state.kind).toBe('ready');
});

test('bytes that are no bundle can still be exported', async () => {
	const { record } = openRecord({ read: () => Promise.resolve(null) });
	record.refresh();
	await vi.waitUntil(() => record.state.kind === 'unreadable');
	expect(record.bytes?.size).toBe(3);
});

test('without the right to see marks everything else is shown', async () => {
	const { record } = openRecord({ results: () => Promise.reject(new Error('not_allowed')) });
	record.refresh();
	await vi.waitUntil(() => record.reading);
	expect(record.results).toBeNull();
});

test('after close nothing is fetched any more', async () => {
	const { record, fetched } = openRecord();
	record.close();
	record.refresh();
	await settle();
	expect(fetched).not.toHaveBeenCalled();
});
