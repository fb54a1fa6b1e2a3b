import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { FaceReading } from '#models/face/index.ts';
import type { HeadReading, Straight, StraightAhead } from '#models/head/index.ts';
import type { VoiceReading } from '#models/voice/index.ts';
import { DeviceTry, type TryWorld } from './device-try.svelte.ts';

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

const stream = {
	getVideoTracks: () => [{}],
	getAudioTracks: () => [{}]
} as unknown as MediaStream;
const face = (change: Partial<FaceReading> = {}): FaceReading => ({
	at: 0,
	faces: 1,
	boxes: [{ x: 0.3, y: 0.2, w: 0.3, h: 0.4, score: 0.9 }],
	doubt: 0,
	brightness: 0.5,
	texture: 0.05,
	analysisMs: 10,
	...change
});

function tryOut(pixels: Uint8ClampedArray | null = null) {
	const kept: Straight[] = [];
	const said: {
		face?: (reading: FaceReading) => void;
		voice?: (reading: VoiceReading) => void;
		look?: (yaw: number | null) => void;
		trouble?: (trouble: { over: boolean }) => void;
	} = {};
	const stopped: string[] = [];
	const world: TryWorld = {
		analyseFaces: async ({ onReading, onTrouble }) => {
			said.face = onReading;
			said.trouble = onTrouble;
			return { stop: () => stopped.push('face') };
		},
		analyseVoice: async ({ onReading }) => {
			said.voice = onReading;
			return { stop: () => stopped.push('voice') };
		},
		analyseHead: async ({ onReading, straightAhead }) => {
			said.look = (yaw) => look(straightAhead, onReading, yaw);
			return { stop: () => stopped.push('head') };
		},
		openPicture: () => ({ pixels: () => pixels, close: () => stopped.push('picture') }),
		now: () => Date.now(),
		every(ms, call) {
			const timer = setInterval(call, ms);
			return () => clearInterval(timer);
		},
		keep: (straight) => kept.push(straight)
	};
	return { tried: new DeviceTry(world), said, stopped, kept };
}

function look(
	straightAhead: StraightAhead,
	onReading: (reading: HeadReading) => void,
	yaw: number | null
): void {
	const pose = yaw === null ? null : { yaw, pitch: -3, roll: 1 };
	const at = Date.now();
	if (pose) straightAhead.add({ at, pose, eyes: null });
	onReading({ at, pose, eyes: null, shut: null, analysisMs: 5, away: null, glance: null });
}

async function hold(
	said: { look?: (yaw: number | null) => void },
	yaw: () => number | null,
	ms: number
) {
	for (let passed = 0; passed < ms; passed += 250) {
		said.look?.(yaw());
		await vi.advanceTimersByTimeAsync(250);
	}
}

test('what the model sees becomes advice, and a picture that flickers does not make it flicker', async () => {
	const { tried, said } = tryOut();
	tried.watchCamera(stream);
	await vi.advanceTimersByTimeAsync(0);
	expect(tried.picture).toBeNull();
	said.face?.(face({ brightness: 0.05 }));
	expect(tried.picture).toBe('too_dark');
	said.face?.(face());
	expect(tried.picture).toBe('too_dark');
	await vi.advanceTimersByTimeAsync(1_100);
	said.face?.(face());
	expect(tried.picture).toBe('one_face');
});

test('sound is judged over some seconds', async () => {
	const { tried, said } = tryOut();
	tried.watchMicrophone(stream);
	await vi.advanceTimersByTimeAsync(0);
	for (let time = 0; time < 4; time++)
		said.voice?.({ at: time, windowMs: 500, loudness: -95, speech: 0 });
	expect(tried.sound).toBe('too_quiet');
});

test('three calm seconds are kept on the device, from the first look on', async () => {
	const { tried, said, kept, stopped } = tryOut();
	tried.watchCamera(stream);
	const calibrating = tried.calibrate(false);
	await calibrating;
	// The model loads.
	await vi.advanceTimersByTimeAsync(31_000);
	expect(tried.calibration).toMatchObject({ state: 'failed', because: 'no_analysis' });
	await tried.calibrate(false);
	await vi.advanceTimersByTimeAsync(2_000);
	await hold(said, () => 20, 3_500);
	expect(tried.calibration).toEqual({ state: 'done' });
	expect(kept).toEqual([{ pose: { yaw: 20, pitch: -3, roll: 1 }, eyes: null }]);
	expect(stopped).toEqual(['head', 'head']);
});

test('who is not seen, or does not hold still, is told so and nothing is kept', async () => {
	const { tried, said, kept } = tryOut();
	tried.watchCamera(stream);
	await tried.calibrate(false);
	await hold(said, () => null, 10_000);
	expect(tried.calibration).toEqual({ state: 'failed', because: 'no_face' });
	await tried.calibrate(false);
	let turn = 1;
	await hold(said, () => 30 * (turn = -turn), 10_000);
	expect(tried.calibration).toEqual({ state: 'failed', because: 'moving' });
	expect(kept).toEqual([]);
});

test('an analysis that fails is said, one that comes back is not, and leaving stops all of it', async () => {
	const { tried, said, stopped } = tryOut();
	tried.watchCamera(stream);
	tried.watchMicrophone(stream);
	await vi.advanceTimersByTimeAsync(0);
	said.trouble?.({ over: false });
	expect(tried.failed).toEqual({ picture: true, sound: false });
	said.trouble?.({ over: true });
	expect(tried.failed.picture).toBe(false);
	await tried.calibrate(false);
	tried.stop();
	expect(stopped.toSorted()).toEqual(['face', 'head', 'picture', 'voice']);
});

test('another stream takes the place of the one before, and none ends the watching', async () => {
	const { tried, said, stopped } = tryOut();
	tried.watchCamera(stream);
	await vi.advanceTimersByTimeAsync(0);
	const before = said.face;
	before?.(face());
	tried.watchCamera(stream);
	expect(stopped.splice(0).toSorted()).toEqual(['face', 'picture']);
	before?.(face());
	expect(tried.face).toBeNull();
	await vi.advanceTimersByTimeAsync(0);
	said.face?.(face());
	expect(tried.face?.faces).toBe(1);
	tried.watchMicrophone(stream);
	// The camera goes before its calibration is over, the microphone before its program has begun.
	await tried.calibrate(false);
	tried.watchMicrophone(null);
	tried.watchCamera(null);
	await vi.advanceTimersByTimeAsync(0);
	expect(stopped.toSorted()).toEqual(['face', 'head', 'picture', 'voice']);
	expect([tried.face, tried.calibration.state]).toEqual([null, 'idle']);
});
