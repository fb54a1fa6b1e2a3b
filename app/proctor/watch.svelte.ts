/**
 * Watches one session as its policy says: camera, microphone and page in, observations and summaries out through `record`.
 * It knows nothing of the exam and cannot disturb it: whatever fails becomes a state and an observation.
 */
import type { EntryContent } from '#sync/schema/entry.ts';
import type { Policy } from '#sync/schema/policy.ts';
import type { FaceReading } from '#models/face/index.ts';
import type { VoiceReading } from '#models/voice/index.ts';
import { createClockWatch } from './clock-watch.ts';
import {
	createJudge,
	type Judge,
	type JudgeInput,
	type OpenObservation,
	type Sensor
} from './judge.ts';
import { createSumming, type Summing } from './readings-summary.ts';
import { keepSensor, type SensorDeps, type SensorKeeper, type SensorState } from './sensor.ts';
import { thresholdsOf, type Thresholds } from './thresholds.ts';
import { browserWorld, type World } from './world.ts';

export interface WatchOptions {
	policy: Pick<Policy, 'camera' | 'microphone' | 'fullscreen' | 'minimumMs'>;
	/** Milliseconds since the session opened; never falls. */
	clock: () => number;
	/** Takes an entry for the log. That it may fail is its own matter. */
	record: (content: EntryContent) => unknown;
	/** Observations are numbered within a session: how many it has already. */
	firstObservation?: number;
	/** Hears, with every reading, what has begun and is not over: for pictures of it. */
	open?: (t: number, open: readonly OpenObservation[]) => unknown;
}

/** Analysis at a lower rate than this misses what lasts a few seconds. */
const SLOW_RATE = 1;
const TICK_MS = 1_000;

export class Watch {
	#camera = $state.raw<SensorState>({ state: 'off' });
	#microphone = $state.raw<SensorState>({ state: 'off' });
	#cameraStream = $state.raw<MediaStream | null>(null);

	readonly #options: WatchOptions;
	readonly #world: World;
	readonly #judge: Judge;
	readonly #thresholds: Thresholds;
	#summing: Summing;
	readonly #clockWatch = createClockWatch();
	#keepers: SensorKeeper[] = [];
	#stops: (() => void)[] = [];
	#faces: { stats(): { rate: number; analysisMs: number } } | null = null;

	constructor(options: WatchOptions, world: World = browserWorld()) {
		this.#options = options;
		this.#world = world;
		this.#thresholds = thresholdsOf(options.policy);
		this.#judge = createJudge(this.#thresholds, options.firstObservation);
		this.#summing = createSumming(this.#thresholds);
	}

	get camera(): SensorState {
		return this.#camera;
	}
	get microphone(): SensorState {
		return this.#microphone;
	}
	/** For a picture of oneself. */
	get cameraStream(): MediaStream | null {
		return this.#cameraStream;
	}

	/** Returns at once; the states tell what comes of it. */
	start(): void {
		if (this.#stops.length > 0) return;
		const { policy, clock } = this.#options;
		this.#summing = createSumming(this.#thresholds, clock());
		this.#stops.push(this.#world.every(TICK_MS, () => this.#tick()));
		this.#guard(() => this.#monitorPage());
		if (policy.camera) this.#guard(() => this.#keepCamera());
		if (policy.microphone) this.#guard(() => this.#keepMicrophone());
		this.#tick();
	}

	stop(): void {
		for (const stop of this.#stops.splice(0)) this.#guard(stop);
		for (const keeper of this.#keepers.splice(0)) this.#guard(() => keeper.stop());
		this.#judged({ kind: 'end', t: this.#options.clock() });
		this.#summarise({ early: true });
	}

	/** Asks for devices again that were refused. */
	retry(): void {
		for (const keeper of this.#keepers) keeper.retry();
	}

	#monitorPage(): void {
		const { clock, policy } = this.#options;
		this.#stops.push(
			this.#world.monitorPage({
				fullscreen: policy.fullscreen,
				onFact: (check, holds) => this.#judged({ kind: 'fact', t: clock(), check, holds }),
				onMoment: (check, peak) => this.#judged({ kind: 'moment', t: clock(), check, peak })
			})
		);
	}

	#keepCamera(): void {
		const world = this.#world;
		this.#keep<FaceReading>('camera', {
			open: () => world.openCamera(),
			analyse: async (options) => {
				const faces = await world.analyseFaces(options);
				this.#faces = faces;
				return faces;
			},
			onState: (state) => (this.#camera = state),
			onStream: (stream) => (this.#cameraStream = stream),
			onReading: (reading) => {
				this.#summing.face(reading);
				this.#judged({ kind: 'face', t: this.#sessionTime(reading.at), reading });
			}
		});
	}

	#keepMicrophone(): void {
		const world = this.#world;
		this.#keep<VoiceReading>('microphone', {
			open: () => world.openMicrophone(),
			analyse: (options) => world.analyseVoice(options),
			onState: (state) => (this.#microphone = state),
			onStream: () => undefined,
			onReading: (reading) => {
				this.#summing.voice(reading);
				this.#judged({ kind: 'voice', t: this.#sessionTime(reading.at), reading });
			}
		});
	}

	#keep<Reading>(sensor: Sensor, deps: Omit<SensorDeps<Reading>, 'now'>): void {
		const keeper = keepSensor<Reading>({
			...deps,
			now: () => this.#world.now(),
			onState: (state) => {
				deps.onState(state);
				this.#state(sensor, state);
			}
		});
		this.#keepers.push(keeper);
		this.#stops.push(this.#world.onCaptureChange(sensor, () => keeper.retry()));
	}

	#state(sensor: Sensor, state: SensorState): void {
		const t = this.#options.clock();
		const gone = state.state === 'unavailable' ? state : null;
		for (const part of ['device', 'analysis'] as const) {
			const check = part === 'device' ? (`${sensor}_unavailable` as const) : 'analysis_unavailable';
			const reason = gone?.part === part ? gone.reason : undefined;
			const why = part === 'analysis' && reason ? `${sensor}_${reason}` : reason;
			const input: JudgeInput = { kind: 'fact', t, check, of: sensor, holds: why !== undefined };
			this.#judged(why === undefined ? input : { ...input, reason: why });
		}
	}

	#tick(): void {
		const t = this.#options.clock();
		for (const keeper of this.#keepers) keeper.tick();
		const jump = this.#clockWatch.step(this.#world.wall(), this.#world.now());
		if (jump !== null) this.#judged({ kind: 'moment', t, check: 'clock_jump', peak: jump });
		const stats = this.#camera.state === 'watching' ? this.#faces?.stats() : undefined;
		this.#judged({
			kind: 'fact',
			t,
			check: 'analysis_slow',
			of: 'camera',
			holds: stats !== undefined && stats.rate < SLOW_RATE,
			peak: stats?.analysisMs ?? 0
		});
		this.#judged({ kind: 'time', t });
		this.#summarise();
	}

	#summarise(options?: { early: boolean }): void {
		const summary = this.#summing.take(this.#options.clock(), options);
		if (summary) this.#record({ kind: 'readings', data: summary });
	}

	#judged(input: JudgeInput): void {
		for (const data of this.#judge.step(input)) this.#record({ kind: 'observation', data });
		this.#guard(() => this.#options.open?.(input.t, this.#judge.open()));
	}

	#record(content: EntryContent): void {
		this.#guard(() => this.#options.record(content));
	}

	/** Readings carry the page's clock of when they were taken; the log has its own. */
	#sessionTime(at: number): number {
		return Math.max(0, this.#options.clock() - Math.max(0, this.#world.now() - at));
	}

	#guard(call: () => unknown): void {
		const tell = (error: unknown) => console.warn('Watching goes on without this.', error);
		try {
			Promise.resolve(call()).catch(tell);
		} catch (error) {
			tell(error);
		}
	}
}
