import { expect, test } from 'vitest';
import type { FaceReading } from '#models/face/index.ts';
import type { EntryContent } from '#sync/schema/entry.ts';
import { Watch } from './watch.svelte.ts';
import type { Analyse, World } from './world.ts';

const policy = { camera: true, microphone: true, fullscreen: false, minimumMs: {} };
const settle = () => new Promise((resolve) => setTimeout(resolve));

/** A browser whose time the test moves; its monotonic clock runs 1000 ms ahead of the session's. */
function fakeWorld(change: Partial<World> = {}) {
	let time = 1_000;
	let tick: () => void = () => undefined;
	let faces: Parameters<Analyse<FaceReading>>[0] | null = null;
	const granted = {
		outcome: 'granted' as const,
		track: {} as MediaStreamTrack,
		stream: {} as MediaStream,
		stop: () => undefined
	};
	const world: World = {
		openCamera: () => Promise.resolve(granted),
		openMicrophone: () => Promise.resolve({ outcome: 'refused', reason: 'device_missing' }),
		analyseFaces: async (options) => {
			faces = options;
			return { stop: () => undefined, stats: () => ({ rate: 5, frames: 0, analysisMs: 10 }) };
		},
		analyseVoice: async () => ({ stop: () => undefined }),
		monitorPage: () => () => undefined,
		onCaptureChange: () => () => undefined,
		now: () => time,
		wall: () => 1_700_000_000_000 + time,
		every: (_, call) => {
			tick = call;
			return () => (tick = () => undefined);
		},
		...change
	};
	return {
		world,
		clock: () => time - 1_000,
		async pass(ms: number, count?: number) {
			for (const end = time + ms; time < end;) {
				time += 200;
				if (count !== undefined)
					faces?.onReading({
						at: time - 50,
						faces: count,
						boxes: [],
						doubt: 0,
						brightness: 0.5,
						texture: 0.03,
						analysisMs: 12
					});
				if (time % 1_000 === 0) tick();
			}
			await settle();
		}
	};
}

function start(change: Partial<World> = {}, watched: Partial<typeof policy> = {}) {
	const entries: EntryContent[] = [];
	const fake = fakeWorld(change);
	const watch = new Watch(
		{ policy: { ...policy, ...watched }, clock: fake.clock, record: (each) => entries.push(each) },
		fake.world
	);
	watch.start();
	return { ...fake, watch, entries };
}
const observed = (entries: EntryContent[]) =>
	entries.flatMap((each) =>
		each.kind === 'observation' ? [[each.data.check, each.data.phase, each.data.reason]] : []
	);

test('states follow the devices; what is missing is recorded with its reason', async () => {
	const run = start();
	expect([run.watch.camera.state, run.watch.microphone.state]).toEqual(['starting', 'starting']);
	await settle();
	await run.pass(5_000, 1);
	expect(run.watch.camera).toEqual({ state: 'watching' });
	expect(run.watch.microphone).toMatchObject({ state: 'unavailable', reason: 'device_missing' });
	expect(observed(run.entries)).toEqual([['microphone_unavailable', 'begin', 'device_missing']]);
	run.watch.stop();
	expect(observed(run.entries).at(-1)).toEqual(['microphone_unavailable', 'end', 'device_missing']);
	expect(run.watch.camera).toEqual({ state: 'off' });
});

test('readings become observations in session time, and a summary every ten seconds', async () => {
	const run = start({}, { microphone: false });
	await settle();
	await run.pass(10_000, 0);
	const [begin] = run.entries;
	expect(begin).toMatchObject({ kind: 'observation', data: { check: 'face_absent', from: 150 } });
	expect(run.entries.at(-1)).toMatchObject({
		kind: 'readings',
		data: { from: 0, to: 10_000, face: { frames: 50, absent: 50 } }
	});
});

test('what the policy does not ask for is not opened', async () => {
	const run = start({}, { camera: false, microphone: false });
	await run.pass(20_000);
	expect(run.watch.camera).toEqual({ state: 'off' });
	expect(run.entries).toEqual([]);
});

test('a page fact is recorded; a paste with its size', async () => {
	const run = start(
		{
			monitorPage: ({ onFact, onMoment }) => {
				onFact('page_hidden', true);
				onMoment('paste', 12);
				return () => undefined;
			}
		},
		{ camera: false, microphone: false }
	);
	await run.pass(2_000);
	expect(observed(run.entries)).toEqual([
		['paste', 'moment', undefined],
		['page_hidden', 'begin', undefined]
	]);
});

test('a browser that throws at every turn and a log that refuses do not reach the exam', async () => {
	const broken = () => {
		throw new Error('broken');
	};
	const fake = fakeWorld({
		openCamera: broken,
		openMicrophone: () => Promise.reject(new Error('broken')),
		monitorPage: broken,
		onCaptureChange: broken
	});
	const watch = new Watch({ policy, clock: fake.clock, record: broken }, fake.world);
	expect(() => watch.start()).not.toThrow();
	await settle();
	await fake.pass(5_000);
	expect(watch.camera).toMatchObject({ state: 'unavailable', reason: 'device_failed' });
	expect(() => watch.stop()).not.toThrow();
});

test('a clock that is set is a moment', async () => {
	let ahead = 0;
	const run = start(
		{ wall: () => 1_700_000_000_000 + ahead },
		{ camera: false, microphone: false }
	);
	ahead = 3_600_000;
	await run.pass(1_000);
	expect(observed(run.entries)).toEqual([['clock_jump', 'moment', undefined]]);
	run.watch.stop();
});

test('observations are numbered on from those the session has', async () => {
	const fake = fakeWorld();
	const entries: EntryContent[] = [];
	const watch = new Watch(
		{ policy, clock: fake.clock, record: (each) => entries.push(each), firstObservation: 41 },
		fake.world
	);
	watch.start();
	await settle();
	await fake.pass(3_000);
	expect(entries[0]).toMatchObject({ data: { id: 41 } });
	watch.stop();
});
