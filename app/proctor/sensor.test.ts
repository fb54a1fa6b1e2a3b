import { expect, test } from 'vitest';
import type { CaptureOutcome } from '../device/capture.ts';
import type { Trouble } from '#models/face/index.ts';
import { keepSensor, type SensorState } from './sensor.ts';

const settle = async () => {
	for (let i = 0; i < 10; i++) await Promise.resolve();
};
const refused = (
	reason: 'permission_denied' | 'device_missing' | 'device_in_use'
): CaptureOutcome => ({
	outcome: 'refused',
	reason
});

type Answer = CaptureOutcome | Promise<CaptureOutcome>;

function setUp(answer: (granted: CaptureOutcome) => Answer) {
	let time = 0;
	const log = { states: [] as string[], opened: 0, stoppedTracks: 0, stoppedAnalyses: 0 };
	const granted: CaptureOutcome = {
		outcome: 'granted',
		track: {} as MediaStreamTrack,
		stream: {} as MediaStream,
		stop: () => void log.stoppedTracks++
	};
	let read: (value: number) => void = () => undefined;
	let trouble: (each: Trouble) => void = () => undefined;
	const keeper = keepSensor<number>({
		open: async () => {
			log.opened++;
			return answer(granted);
		},
		analyse: async (options) => {
			read = options.onReading;
			trouble = options.onTrouble;
			return { stop: () => void log.stoppedAnalyses++ };
		},
		onState: (state: SensorState) =>
			log.states.push(state.state === 'unavailable' ? state.reason : state.state),
		onReading: () => undefined,
		onStream: () => undefined,
		now: () => time
	});
	return {
		keeper,
		log,
		granted,
		read: () => read(1),
		trouble: (each: Trouble) => trouble(each),
		async pass(ms: number) {
			for (const end = time + ms; time < end;) {
				time += 1_000;
				keeper.tick();
				await settle();
			}
		}
	};
}

const granting = () => setUp((granted) => granted);

test('starting, then watching from the first reading on, then off', async () => {
	const run = granting();
	await settle();
	run.read();
	run.keeper.stop();
	expect(run.log).toMatchObject({
		states: ['starting', 'watching', 'off'],
		stoppedTracks: 1,
		stoppedAnalyses: 1
	});
});

test('a refusal is told and not asked about again, until someone retries', async () => {
	let answer = refused('permission_denied');
	const run = setUp(() => answer);
	await run.pass(60_000);
	expect(run.log.opened).toBe(1);
	answer = run.granted;
	run.keeper.retry();
	await settle();
	run.read();
	expect(run.log.states).toEqual(['starting', 'permission_denied', 'starting', 'watching']);
});

test('a device in use is tried again quietly: one state, however often', async () => {
	const run = setUp(() => refused('device_in_use'));
	await run.pass(60_000);
	expect(run.log.opened).toBeGreaterThan(3);
	expect(run.log.states).toEqual(['starting', 'device_in_use']);
});

test('a question that nobody answers is told after ten seconds, and the answer still counts', async () => {
	let give: (outcome: CaptureOutcome) => void = () => undefined;
	const run = setUp(() => new Promise((resolve) => (give = resolve)));
	await run.pass(12_000);
	expect(run.log.states).toEqual(['starting', 'permission_pending']);
	give(run.granted);
	await settle();
	run.read();
	expect(run.log.states.slice(2)).toEqual(['starting', 'watching']);
});

test('a missing model leaves the device on and is over with the next reading', async () => {
	const run = granting();
	await settle();
	run.trouble({ code: 'model_missing', over: false });
	run.trouble({ code: 'model_missing', over: true });
	run.read();
	expect(run.log.states).toEqual(['starting', 'model_missing', 'starting', 'watching']);
	expect(run.log.stoppedTracks).toBe(0);
});

test('a camera pulled out is told, let go, and opened again when it is back', async () => {
	const run = granting();
	await settle();
	run.read();
	run.trouble({ code: 'track_ended', over: false });
	expect(run.log).toMatchObject({ stoppedTracks: 1, stoppedAnalyses: 1 });
	run.keeper.retry();
	await settle();
	run.read();
	expect(run.log.states).toEqual(['starting', 'watching', 'track_ended', 'starting', 'watching']);
});

test('a muted track is the device, not the analysis, and comes back by itself', async () => {
	const run = granting();
	await settle();
	run.read();
	run.trouble({ code: 'track_muted', over: false });
	run.trouble({ code: 'track_muted', over: true });
	expect(run.log.states).toEqual(['starting', 'watching', 'track_muted', 'watching']);
});

test('an open device without readings is told, at first after longer', async () => {
	const run = granting();
	await run.pass(29_000);
	expect(run.log.states).toEqual(['starting']);
	await run.pass(3_000);
	run.read();
	await run.pass(12_000);
	expect(run.log.states).toEqual(['starting', 'no_readings', 'watching', 'no_readings']);
});

test('what throws while starting becomes a state', async () => {
	const run = setUp(() => Promise.reject(new Error('odd browser')));
	await settle();
	expect(run.log.states).toEqual(['starting', 'device_failed']);
});

test('a device granted after stop is let go at once', async () => {
	let give: (outcome: CaptureOutcome) => void = () => undefined;
	const run = setUp(() => new Promise((resolve) => (give = resolve)));
	run.keeper.stop();
	give(run.granted);
	await settle();
	expect(run.log).toMatchObject({ states: ['starting', 'off'], stoppedTracks: 1 });
});
