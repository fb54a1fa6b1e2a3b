import { expect, test } from 'vitest';
import type { FaceReading } from '#models/face/index.ts';
import type { HeadReading } from '#models/head/index.ts';
import type { Likeness } from '#models/identity/index.ts';
import type { Timbre, VoiceReading } from '#models/voice/index.ts';
import type { WatchGranted } from '#sync/watched-checks.ts';
import type { Policy } from '#sync/schema/policy.ts';
import type { EntryContent } from '#sync/schema/entry.ts';
import { FIRST_MS } from './arousal.ts';
import { Watch } from './watch.svelte.ts';
import type { Analyse, World } from './world.ts';

const policy: Pick<
	Policy,
	'camera' | 'microphone' | 'fullscreen' | 'minimumMs' | 'analyses' | 'without'
> = { camera: true, microphone: true, fullscreen: false, minimumMs: {} };
const unmonitored = { keys: { take: () => null }, stop: () => undefined };
const settle = () => new Promise((resolve) => setTimeout(resolve));

/** A browser whose time the test moves; its monotonic clock runs 1000 ms ahead of the session's. */
function fakeWorld(change: Partial<World> = {}) {
	let time = 1_000;
	let tick: () => void = () => undefined;
	let faces: Parameters<Analyse<FaceReading>>[0] | null = null;
	let heads: Parameters<World['analyseHead']>[0] | null = null;
	const granted = {
		outcome: 'granted' as const,
		track: {} as MediaStreamTrack,
		stream: {} as MediaStream,
		stop: () => undefined
	};
	const world: World = {
		openCamera: () => Promise.resolve(granted),
		openMicrophone: () => Promise.resolve({ outcome: 'refused', reason: 'device_missing' }),
		sourceOf: () => ({ id: 'a', label: 'Camera' }),
		analyseFaces: async (options) => {
			faces = options;
			return { stop: () => undefined, stats: () => ({ rate: 5, frames: 0, analysisMs: 10 }) };
		},
		analyseVoice: async () => ({ stop: () => undefined }),
		analyseHead: async (options) => {
			heads = options;
			return { stop: () => (heads = null), stats: () => ({ rate: 2, frames: 0, analysisMs: 40 }) };
		},
		analyseIdentity: async () => ({
			stop: () => undefined,
			lookNow: () => undefined,
			stats: () => ({ rate: 1, frames: 0, analysisMs: 90 })
		}),
		monitorPage: () => unmonitored,
		screen: {
			offered: () => false,
			shared: () => null,
			share: () => Promise.reject(new Error('unasked'))
		},
		hidden: () => false,
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
		head: () => heads,
		/** Nothing runs for so long. */
		sleep: (ms: number) => (time += ms),
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

function start(
	change: Partial<World> = {},
	watched: Partial<typeof policy> = {},
	granted?: WatchGranted
) {
	const entries: EntryContent[] = [];
	const fake = fakeWorld(change);
	const watch = new Watch(
		{
			policy: { ...policy, ...watched },
			granted,
			clock: fake.clock,
			record: (each) => entries.push(each)
		},
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
			monitorPage: ({ fact, moment }) => {
				fact('page_hidden', true);
				moment('paste', 12);
				return unmonitored;
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

const headOnly = { microphone: false, analyses: ['head' as const] };
const turned = (at: number, yaw: number): HeadReading => ({
	at,
	pose: { yaw, pitch: 0, roll: 0 },
	eyes: null,
	shut: null,
	away: { yaw, pitch: 0, roll: 0 },
	glance: null,
	analysisMs: 40
});

test('the head is analysed where the policy asks for it, and is summed up in degrees', async () => {
	const without = start({}, { microphone: false });
	await settle();
	expect(without.head()).toBeNull();

	const run = start({}, headOnly);
	await settle();
	for (let i = 0; i < 10; i++) {
		await run.pass(1_000, 1);
		run.head()?.onReading(turned(run.clock() + 1_000, 40));
	}
	expect(observed(run.entries)).toEqual([['head_away', 'begin', 'turned']]);
	await run.pass(1_000, 1);
	expect(
		run.entries.flatMap((each) => (each.kind === 'readings' ? [each.data] : []))
	).toMatchObject([{ head: { seen: expect.any(Number), yawMedian: 40, eyes: 0 } }]);
	run.watch.stop();
	expect(run.head()).toBeNull();
});

test('a head model that is not there is told as that; faces are watched on', async () => {
	const run = start({}, headOnly);
	await settle();
	run.head()?.onTrouble({ code: 'model_missing', over: false });
	await run.pass(6_000, 1);
	expect(run.watch.camera).toEqual({ state: 'watching' });
	expect(run.watch.unread).toEqual({ head: 'model_missing' });
	expect(observed(run.entries)).toEqual([['analysis_unavailable', 'begin', 'head_model_missing']]);
	run.head()?.onTrouble({ code: 'model_missing', over: true });
	expect(run.watch.unread).toEqual({});
	expect(observed(run.entries).at(-1)).toEqual([
		'analysis_unavailable',
		'end',
		'head_model_missing'
	]);
});

test('an analysis that cannot even be started is told, and one that falls silent too', async () => {
	const broken = start({ analyseHead: () => Promise.reject(new Error('odd browser')) }, headOnly);
	await settle();
	await broken.pass(6_000, 1);
	expect(broken.watch.unread).toEqual({ head: 'wasm_failed' });
	const silent = start({}, headOnly);
	await settle();
	await silent.pass(31_000, 1);
	expect(silent.watch.unread).toEqual({ head: 'no_readings' });
	silent.head()?.onReading(turned(silent.clock() + 1_000, 0));
	expect(silent.watch.unread).toEqual({});
});

/** A camera that can be lost; the next one is opened at once. */
function losable() {
	let lose: () => void = () => undefined;
	const analyseFaces: World['analyseFaces'] = async ({ onReading, onTrouble }) => {
		lose = () => onTrouble({ code: 'track_ended', over: false });
		faces = onReading;
		return { stop: () => undefined, stats: () => ({ rate: 5, frames: 0, analysisMs: 10 }) };
	};
	let faces: (reading: FaceReading) => void = () => undefined;
	return {
		analyseFaces,
		see: (at: number, count: number) =>
			faces({
				...{ at, faces: count, boxes: [], doubt: 0 },
				...{ brightness: 0.5, texture: 0.03, analysisMs: 12 }
			}),
		async another(run: { watch: Watch }) {
			lose();
			run.watch.retry();
			await settle();
		}
	};
}

test('a trouble of the head’s analysis ends with the camera it looked through', async () => {
	const camera = losable();
	const run = start(
		{ analyseFaces: camera.analyseFaces },
		{ ...headOnly, minimumMs: { camera_unavailable: 60_000 } }
	);
	await settle();
	run.head()?.onTrouble({ code: 'model_missing', over: false });
	await run.pass(6_000);
	expect(run.watch.unread).toEqual({ head: 'model_missing' });
	await camera.another(run);
	expect(run.watch.unread).toEqual({});
	expect(observed(run.entries).at(-1)).toEqual([
		'analysis_unavailable',
		'end',
		'head_model_missing'
	]);
});

test('a slow analysis is over when its camera closes', async () => {
	const camera = losable();
	const run = start(
		{
			analyseFaces: camera.analyseFaces,
			analyseHead: async () => ({
				stop: () => undefined,
				stats: () => ({ rate: 0.2, frames: 0, analysisMs: 900 })
			})
		},
		{ ...headOnly, minimumMs: { camera_unavailable: 60_000, analysis_slow: 1_000 } }
	);
	await settle();
	for (let i = 0; i < 8; i++) {
		camera.see(run.clock() + 1_000, 1);
		await run.pass(1_000);
	}
	expect(observed(run.entries)).toEqual([['analysis_slow', 'begin', undefined]]);
	await camera.another(run);
	expect(observed(run.entries).at(-1)).toEqual(['analysis_slow', 'end', undefined]);
});

test('an analysis that is ready only after its camera closed is not slow', async () => {
	const camera = losable();
	const { promise, resolve } = Promise.withResolvers<null>();
	let asked = 0;
	const run = start(
		{
			analyseFaces: camera.analyseFaces,
			analyseHead: async () => {
				await (asked++ === 0 ? promise : new Promise(() => undefined));
				return { stop: () => undefined, stats: () => ({ rate: 0, frames: 0, analysisMs: 900 }) };
			}
		},
		{ ...headOnly, minimumMs: { camera_unavailable: 60_000, analysis_slow: 1_000 } }
	);
	await settle();
	await camera.another(run);
	resolve(null);
	await settle();
	for (let i = 0; i < 8; i++) {
		camera.see(run.clock() + 1_000, 1);
		await run.pass(1_000);
	}
	expect(observed(run.entries)).toEqual([]);
});

test('straight ahead is measured anew for another camera than the one before or the one it was kept of', async () => {
	const pose = { yaw: 20, pitch: 0, roll: 0 };
	const watchWith = async (kept: string | undefined, cameras: string[]) => {
		const camera = losable();
		const fake = fakeWorld({
			analyseFaces: camera.analyseFaces,
			sourceOf: () => ({ id: cameras.shift() ?? '', label: '' })
		});
		const watch = new Watch(
			{
				policy: { ...policy, ...headOnly },
				clock: fake.clock,
				record: () => undefined,
				straightAhead: { pose, eyes: null, camera: kept }
			},
			fake.world
		);
		watch.start();
		await settle();
		const known = [fake.head()?.straightAhead.known?.pose];
		while (cameras.length > 0) {
			await camera.another({ watch });
			known.push(fake.head()?.straightAhead.known?.pose);
		}
		watch.stop();
		return known;
	};
	expect(await watchWith('a', ['a', 'a', 'b'])).toEqual([pose, pose, undefined]);
	expect(await watchWith('a', ['b'])).toEqual([undefined]);
	expect(await watchWith(undefined, ['b'])).toEqual([pose]);
	expect(await watchWith('a', [''])).toEqual([pose]);
});

test('while two people are seen it is not said where a head points', async () => {
	const company = { off: ['company' as const], reader: false };
	const run = start({}, headOnly, company);
	await settle();
	for (let i = 0; i < 10; i++) {
		await run.pass(1_000, 2);
		run.head()?.onReading(turned(run.clock() + 1_000, 60));
	}
	expect(observed(run.entries)).toEqual([]);
	expect(run.watch.readings.head?.away).toBeNull();
	await run.pass(1_000, 1);
	run.head()?.onReading(turned(run.clock() + 1_000, 60));
	expect(run.watch.readings.head?.away).toMatchObject({ yaw: 60 });
});

test('blinks are measured for the student’s own figure, and then not where the eyes look', async () => {
	const run = start({}, headOnly);
	await settle();
	expect(run.head()?.eyes).toBe(false);
	const glance = { sideways: 0.9, vertical: 0 };
	const both = start(
		{ openMicrophone: () => new Promise(() => undefined) },
		{ analyses: ['head', 'arousal'] }
	);
	await settle();
	expect(both.head()?.eyes).toBe(true);
	both.head()?.onReading({ ...turned(both.clock() + 1_000, 0), glance, shut: 0.9 });
	expect(both.watch.readings.head).toMatchObject({ glance: null, shut: 0.9 });
});

test('a clock that went apart during a break is none that was set', async () => {
	let ahead = 0;
	const run = start(
		{ wall: () => 1_700_000_000_000 + ahead },
		{ camera: false, microphone: false }
	);
	run.watch.stop();
	ahead = 3_600_000;
	run.watch.start();
	await run.pass(2_000);
	expect(observed(run.entries)).toEqual([]);
	run.watch.stop();
});

test('an analysis that rests because the device is too slow is slow, and not silent', async () => {
	const resting = async () => ({
		stop: () => undefined,
		stats: () => ({ rate: 0, frames: 5, analysisMs: 2_000 })
	});
	const run = start({ analyseFaces: resting, analyseHead: resting }, headOnly);
	await settle();
	await run.pass(60_000);
	expect(run.watch.unread).toEqual({});
	expect(run.watch.camera.state).toBe('starting');
	expect(observed(run.entries)).toEqual([]);
});

test('what was granted takes the camera, or only the head, away before anything starts', async () => {
	const blind = start({ openMicrophone: () => new Promise(() => undefined) }, headOnly, {
		off: ['camera'],
		reader: false
	});
	await blind.pass(5_000);
	expect(blind.watch.camera).toEqual({ state: 'off' });
	const free = start({}, headOnly, { off: ['gaze'], reader: false });
	await settle();
	await free.pass(2_000, 1);
	expect(free.watch.camera).toEqual({ state: 'watching' });
	expect(free.head()).toBeNull();
});

test('a check that is switched off leaves nothing, and the others go on', async () => {
	const run = start({}, { microphone: false, without: ['face_absent'] });
	await settle();
	await run.pass(8_000, 0);
	await run.pass(4_000, 2);
	expect(observed(run.entries)).toEqual([['face_multiple', 'begin', undefined]]);
});

test('a device that slept is told with how long, a break of the student’s own is not', async () => {
	const run = start({}, { camera: false, microphone: false });
	await run.pass(2_000);
	run.sleep(90_000);
	await run.pass(2_000);
	expect(run.entries).toMatchObject([
		{ kind: 'observation', data: { check: 'device_slept', phase: 'moment', peak: 90_000 + 1_000 } }
	]);
	run.watch.stop();
	run.sleep(600_000);
	run.watch.start();
	await run.pass(2_000);
	expect(observed(run.entries)).toHaveLength(1);
});

const likeness = Float32Array.from({ length: 1_024 }, (_, i) => Math.sin(i + 1) / 32) as Likeness;

test('whether it is still the same person is a score in the record; what was enrolled is not, nor any part of it', async () => {
	const compared: Parameters<World['analyseIdentity']>[0][] = [];
	let kept: Likeness | null = null;
	const entries: EntryContent[] = [];
	const fake = fakeWorld({
		analyseIdentity: async (options) => {
			compared.push(options);
			await options.enrolled.keep(likeness);
			return {
				stop: () => undefined,
				lookNow: () => undefined,
				stats: () => ({ rate: 1, frames: 0, analysisMs: 90 })
			};
		}
	});
	const watch = new Watch(
		{
			policy: { ...policy, microphone: false, analyses: ['identity'] },
			clock: fake.clock,
			record: (each) => entries.push(each),
			enrolled: { load: async () => null, keep: async (given) => void (kept = given) }
		},
		fake.world
	);
	watch.start();
	await settle();
	for (let i = 0; i < 5; i++) {
		await fake.pass(4_000, 1);
		// As a worker that says more than it should.
		compared[0]?.onReading({
			...{ at: fake.clock() + 1_000, faces: 1, similarity: 0.4, analysisMs: 90 },
			...{ likeness: [...likeness] }
		});
	}
	watch.stop();
	expect(kept).toBe(likeness);
	expect(observed(entries)).toEqual([
		['identity_changed', 'begin', undefined],
		['identity_changed', 'end', undefined]
	]);
	expect(entries.find(({ kind }) => kind === 'observation')).toMatchObject({ data: { peak: 0.6 } });
	const text = JSON.stringify(entries);
	for (const part of likeness) expect(text).not.toContain(String(part).slice(0, 8));
});

test('whoever comes back is looked at at once', async () => {
	let asked = 0;
	const run = start(
		{
			analyseIdentity: async () => ({
				stop: () => undefined,
				lookNow: () => void asked++,
				stats: () => ({ rate: 1, frames: 0, analysisMs: 90 })
			})
		},
		{ microphone: false, analyses: ['identity'] }
	);
	await settle();
	await run.pass(2_000, 1);
	const before = asked;
	await run.pass(2_000, 0);
	expect(asked).toBe(before);
	await run.pass(2_000, 1);
	expect(asked).toBe(before + 1);
	run.watch.stop();
});

test('faces are not compared unless the policy says so', async () => {
	let started = 0;
	const analyseIdentity: World['analyseIdentity'] = () => {
		started++;
		return Promise.reject(new Error('It was not asked for.'));
	};
	for (const analyses of [[], ['head' as const], ['things' as const]]) {
		const run = start({ analyseIdentity }, { microphone: false, analyses });
		await settle();
		await run.pass(2_000, 1);
		run.watch.stop();
	}
	expect(started).toBe(0);
});

test('a camera that was swapped for another is recorded once, and that its name is that of a program for as long as it is open', async () => {
	const cameras = [
		{ id: 'a', label: 'FaceTime HD Camera' },
		{ id: 'b', label: 'OBS Virtual Camera' },
		{ id: 'a', label: 'FaceTime HD Camera' }
	];
	let lose: () => void = () => undefined;
	const stats = () => ({ rate: 5, frames: 0, analysisMs: 10 });
	const run = start(
		{
			sourceOf: () => cameras.shift() ?? { id: '', label: '' },
			analyseFaces: async ({ onTrouble }) => {
				lose = () => onTrouble({ code: 'track_ended', over: false });
				return { stop: () => undefined, stats };
			}
		},
		{ microphone: false, minimumMs: { camera_unavailable: 60_000 } }
	);
	await settle();
	await run.pass(5_000);
	for (let i = 0; i < 2; i++) {
		lose();
		run.watch.retry();
		await settle();
		await run.pass(5_000);
	}
	expect(observed(run.entries).map(([check, phase]) => [check, phase])).toEqual([
		['camera_changed', 'moment'],
		['camera_virtual', 'begin'],
		['camera_changed', 'moment'],
		['camera_virtual', 'end']
	]);
});

/** Half a second of voice, all of whose figures lie about `middle`. */
function timbreAbout(middle: number, frames = 14): Timbre {
	const size = 13;
	const sums = new Array<number>(size).fill(frames * middle);
	const products = Array.from({ length: size }, (_, i) =>
		Array.from({ length: i + 1 }, (_, j) => frames * (middle ** 2 + (i === j ? 1 : 0)))
	).flat();
	return { frames, sums, products };
}
function startListening(watched: Partial<typeof policy>, granted?: WatchGranted) {
	let asked: Parameters<World['analyseVoice']>[0] | null = null;
	const opened = {
		outcome: 'granted' as const,
		track: {} as MediaStreamTrack,
		stream: {} as MediaStream,
		stop: () => undefined
	};
	const run = start(
		{
			openMicrophone: () => Promise.resolve(opened),
			analyseVoice: async (options) => {
				asked = options;
				return { stop: () => undefined };
			}
		},
		{ camera: false, ...watched },
		granted
	);
	return {
		...run,
		extras: () => asked?.extras,
		async say(ms: number, extra: Partial<VoiceReading>) {
			for (let t = 0; t < ms; t += 600) {
				run.sleep(600);
				asked?.onReading({
					at: run.world.now(),
					windowMs: 512,
					loudness: -30,
					speech: 0.9,
					...extra
				});
			}
			await settle();
		}
	};
}

test('the first voice is enrolled, and another one that goes on is recorded', async () => {
	const run = startListening({ analyses: ['speaker'], without: ['speech'] });
	await settle();
	expect(run.extras()).toMatchObject({ timbre: true });
	await run.say(20_000, { timbre: timbreAbout(2) });
	await run.say(20_000, { timbre: timbreAbout(2) });
	expect(run.entries).toEqual([]);
	await run.say(20_000, { timbre: timbreAbout(9) });
	expect(observed(run.entries)).toEqual([['speaker_changed', 'begin', undefined]]);
	await run.say(30_000, { timbre: timbreAbout(2) });
	expect(observed(run.entries).at(-1)).toEqual(['speaker_changed', 'end', undefined]);
	const said = JSON.stringify(run.entries);
	expect(said).not.toContain('timbre');
	expect(said).not.toContain('products');
});

test('whose voice it is is not measured unasked, nor where somebody reads aloud by arrangement', async () => {
	const unasked = startListening({});
	await settle();
	expect(unasked.extras()).toMatchObject({ timbre: false });
	const reader = startListening({ analyses: ['speaker'] }, { off: [], reader: true });
	await settle();
	expect(reader.extras()).toMatchObject({ timbre: false });
});

test('how far someone is from their first minutes is theirs to see, and never in an entry', async () => {
	const spoken = (pitch: number) => ({ prosody: { pitch, level: -30, syllables: 2 } });
	const run = startListening({ analyses: ['arousal'], without: ['speech'] });
	await settle();
	expect(run.extras()).toMatchObject({ prosody: true });
	await run.say(FIRST_MS, spoken(120));
	expect(run.watch.arousal).toEqual([]);
	await run.say(60_000, spoken(180));
	await run.pass(2_000);
	expect(run.watch.arousal).toMatchObject([{ change: expect.any(Number), parts: { pitch: 3 } }]);
	run.watch.stop();
	const said = JSON.stringify(run.entries);
	for (const word of ['arousal', 'prosody', 'pitch', 'blink']) expect(said).not.toContain(word);
});

test('nobody is compared with their first minutes unasked', async () => {
	const run = startListening({ without: ['speech'] });
	await settle();
	expect(run.extras()).toMatchObject({ prosody: false });
	await run.pass(30_000);
	expect(run.watch.arousal).toEqual([]);
});

test('a device that cannot share its screen is recorded where the sitting asks for it, and nowhere else', async () => {
	const sensors = { camera: false, microphone: false };
	const asked = start({}, { ...sensors, analyses: ['screen'] });
	await asked.pass(5_000);
	expect(observed(asked.entries)).toEqual([['screen_share_ended', 'begin', 'share_not_offered']]);
	const unasked = start({}, sensors);
	await unasked.pass(5_000);
	expect([unasked.watch.screen.state, unasked.entries]).toEqual(['off', []]);
});
