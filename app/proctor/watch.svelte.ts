/**
 * Watches one session as its policy says: camera, microphone and page in, observations and summaries out through `record`.
 * It knows nothing of the exam and cannot disturb it: whatever fails becomes a state and an observation.
 */
import type { AnalysisReason, Analysed } from '#sync/checks.ts';
import type { EntryContent } from '#sync/schema/entry.ts';
import type { Check, Observation } from '#sync/schema/observation.ts';
import type { Analysis, Policy } from '#sync/schema/policy.ts';
import {
	analysed,
	isSensed,
	isWatched,
	type WatchGranted,
	type WatchPolicy
} from '#sync/watched-checks.ts';
import type { FaceReading } from '#models/face/index.ts';
import {
	createStraightAhead,
	type HeadReading,
	type Straight,
	type StraightAhead
} from '#models/head/index.ts';
import type { IdentityReading } from '#models/identity/index.ts';
import type { VoiceReading } from '#models/voice/index.ts';
import { noReadings, type Readings } from './observed/readings.ts';
import type { EnrolledFace, IdentityAnalysis } from './analyse-identity.ts';
import { createArousal, type ArousalReading } from './arousal.ts';
import { createCameraSources, isAnother } from './camera-source.ts';
import { createClockWatch } from './clock-watch.ts';
import {
	createJudge,
	type Judge,
	type JudgeInput,
	type OpenObservation,
	type Sensor
} from './judge.ts';
import { keepAnalysis, type AnalysisKeeper } from './keep-analysis.ts';
import type { PageMonitors } from './page-monitors.ts';
import { createSumming, type Summing } from './readings-summary.ts';
import {
	listenForSpeaker,
	type EnrolledVoice,
	type SpeakerListening
} from './listen-for-speaker.ts';
import { ScreenShare } from './screen-share.svelte.ts';
import { keepSensor, type SensorDeps, type SensorKeeper, type SensorState } from './sensor.ts';
import { createSleepWatch } from './sleep-watch.ts';
import { thresholdsOf, type Thresholds } from './thresholds.ts';
import { browserWorld, type FrameAnalysis, type World } from './world.ts';

export interface WatchOptions {
	policy: WatchPolicy & Pick<Policy, 'minimumMs'>;
	/** What was granted to the student: its checks never begin. */
	granted?: WatchGranted | null | undefined;
	/** Milliseconds since the session opened; never falls. */
	clock: () => number;
	/** Takes an entry for the log. That it may fail is its own matter. */
	record: (content: EntryContent) => unknown;
	/** Observations are numbered within a session: how many it has already. */
	firstObservation?: number;
	/** Hears, with every reading, what has begun and is not over: for pictures of it. */
	open?: (t: number, open: readonly OpenObservation[]) => unknown;
	/** Those that were recorded before: the student can look at them all. */
	observed?: readonly Observation[];
	/** Where the student's head points at the screen, where that is known already, and of which camera; else the first seconds tell. */
	straightAhead?: (Straight & { camera?: string | undefined }) | null;
	/** Whose face was enrolled, and where that is kept; absent: nowhere. */
	enrolled?: EnrolledFace;
	/** As of a face, whose voice. */
	voice?: EnrolledVoice;
}

/** Analysis at a lower rate than this misses what lasts a few seconds. */
const SLOW_RATE = 1;
const TICK_MS = 1_000;
const unkept: EnrolledFace = { load: async () => null, keep: async () => undefined };
const AROUSAL_EVERY_MS = 15_000;

export class Watch {
	#camera = $state.raw<SensorState>({ state: 'off' });
	#microphone = $state.raw<SensorState>({ state: 'off' });
	#cameraStream = $state.raw<MediaStream | null>(null);
	#readings = $state.raw<Readings>(noReadings);
	#observed = $state.raw<readonly Observation[]>([]);
	#unread = $state.raw<Partial<Record<Analysed, AnalysisReason>>>({});

	readonly #options: WatchOptions;
	readonly #world: World;
	readonly #judge: Judge;
	readonly #thresholds: Thresholds;
	#straightAhead: StraightAhead;
	/** The camera of the straight-ahead that was given, until one is open. */
	#keptOf: string | undefined;
	readonly #watched: (check: Check) => boolean;
	#summing: Summing;
	#clockWatch = createClockWatch();
	#sleepWatch = createSleepWatch();
	readonly #cameraSources = createCameraSources();
	/** null: whose voice it is, is not asked. */
	readonly #speaker: SpeakerListening | null;
	readonly #arousal = createArousal();
	/** Does nothing unless asked for. */
	readonly screen: ScreenShare;
	#arousalReadings = $state.raw<readonly ArousalReading[]>([]);
	#keepers: SensorKeeper[] = [];
	/** Analyses that ride on the open camera. */
	#riders: AnalysisKeeper[] = [];
	#stops: (() => void)[] = [];
	#keys: PageMonitors['keys'] | null = null;
	/** What looks at frames now, by whose analysis it is. */
	#frames: Partial<Record<Analysed, FrameAnalysis>> = {};
	#identity: IdentityAnalysis | null = null;
	#faces = 0;

	constructor(options: WatchOptions, world: World = browserWorld()) {
		this.#options = options;
		this.#world = world;
		this.#thresholds = thresholdsOf(options.policy);
		this.#watched = (check) => isWatched(options.policy, options.granted, check);
		this.#judge = createJudge(this.#thresholds, options.firstObservation, this.#watched);
		this.#summing = createSumming(this.#thresholds, 0, this.#watched);
		this.#straightAhead = createStraightAhead(options.straightAhead);
		this.#keptOf = options.straightAhead?.camera;
		this.#observed = options.observed ?? [];
		const isHeard = analysed(options.policy, options.granted).includes('speaker');
		this.#speaker = isHeard ? listenForSpeaker(options.voice) : null;
		this.screen = new ScreenShare(
			(reason) =>
				this.#judged({
					kind: 'fact',
					t: options.clock(),
					check: 'screen_share_ended',
					holds: reason !== null,
					reason: reason ?? undefined
				}),
			world.screen
		);
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

	/** The newest of each sensor, for the student's own eyes. */
	get readings(): Readings {
		return this.#readings;
	}
	/** All that was noted so far, as recorded; of one id the last stands. */
	get observed(): readonly Observation[] {
		return this.#observed;
	}
	/** Which analyses beside faces and voice give nothing just now, and why. */
	get unread(): Readonly<Partial<Record<Analysed, AnalysisReason>>> {
		return this.#unread;
	}

	/** For the student's own eyes: goes nowhere from here, least of all through `record`. Empty unless asked for. */
	get arousal(): readonly ArousalReading[] {
		return this.#arousalReadings;
	}

	/** Returns at once; the states tell what comes of it. */
	start(): void {
		if (this.#stops.length > 0) return;
		const { policy, granted, clock } = this.#options;
		this.#summing = createSumming(this.#thresholds, clock(), this.#watched);
		this.#sleepWatch = createSleepWatch();
		this.#clockWatch = createClockWatch();
		this.#stops.push(this.#world.every(TICK_MS, () => this.#tick()));
		this.#guard(() => this.#monitorPage());
		if (isSensed(policy, granted, 'camera')) this.#guard(() => this.#keepCamera());
		if (isSensed(policy, granted, 'microphone')) this.#guard(() => this.#keepMicrophone());
		if (analysed(policy, granted).includes('screen')) this.#guard(() => this.screen.start());
		this.#tick();
	}

	stop(): void {
		for (const stop of this.#stops.splice(0)) this.#guard(stop);
		for (const keeper of this.#keepers.splice(0)) this.#guard(() => keeper.stop());
		this.screen.stop();
		this.#judged({ kind: 'end', t: this.#options.clock() });
		this.#summarise({ early: true });
		this.#readings = noReadings;
	}

	/** Asks for devices again that were refused. */
	retry(): void {
		for (const keeper of this.#keepers) keeper.retry();
	}

	#monitorPage(): void {
		const { clock } = this.#options;
		const monitors = this.#world.monitorPage({
			watched: this.#watched,
			fact: (check, holds, said) =>
				this.#judged({ kind: 'fact', t: clock(), check, holds, ...said }),
			moment: (check, peak, reason) =>
				this.#judged({ kind: 'moment', t: clock(), check, peak, reason })
		});
		this.#keys = monitors.keys;
		this.#stops.push(() => monitors.stop());
	}

	#keepCamera(): void {
		const world = this.#world;
		this.#keep<FaceReading>('camera', {
			open: () => world.openCamera(),
			analyse: async (options) => {
				this.#guard(() => this.#tellSource(options.track));
				const faces = await world.analyseFaces(options);
				this.#frames.camera = faces;
				this.#guard(() => this.#rideOn(options.track));
				return {
					stop: () => {
						faces.stop();
						for (const rider of this.#riders.splice(0)) this.#guard(() => rider.stop());
						this.#forgetFrames();
					}
				};
			},
			resting: () => this.#frames.camera?.stats().rate === 0,
			onState: (state) => (this.#camera = state),
			onStream: (stream) => (this.#cameraStream = stream),
			onReading: (reading) => {
				this.#readings = { ...this.#readings, face: reading };
				this.#summing.face(reading);
				// Whoever comes back may be somebody else.
				if (reading.faces > 0 && this.#faces === 0) this.#identity?.lookNow();
				this.#faces = reading.faces;
				this.#judged({ kind: 'face', t: this.#sessionTime(reading.at), reading });
			}
		});
	}

	/** No camera is open: what was slow about its frames is over. */
	#forgetFrames(): void {
		const t = this.#options.clock();
		for (const of of Object.keys(this.#frames) as Analysed[])
			this.#judged({ kind: 'fact', t, check: 'analysis_slow', of, holds: false });
		this.#frames = {};
		this.#unread = {};
		this.#identity = null;
		this.#faces = 0;
	}

	#tellSource(track: MediaStreamTrack): void {
		const t = this.#options.clock();
		const source = this.#world.sourceOf(track);
		const { another, virtual } = this.#cameraSources.opened(source);
		// Each camera has its own place beside the screen.
		const kept = this.#keptOf;
		this.#keptOf = undefined;
		if (another || (kept !== undefined && isAnother({ id: kept, label: '' }, source)))
			this.#straightAhead = createStraightAhead();
		if (another) this.#judged({ kind: 'moment', t, check: 'camera_changed', peak: 1 });
		this.#judged({ kind: 'fact', t, check: 'camera_virtual', holds: virtual });
	}

	/** The analyses beside faces, each on its own: what befalls one leaves the others alone. */
	#rideOn(track: MediaStreamTrack): void {
		const { policy, granted } = this.#options;
		const running = analysed(policy, granted);
		if (['head', 'eyes', 'arousal'].some((each) => running.includes(each as Analysis)))
			this.#ride<HeadReading>('head', track, {
				analyse: (options) =>
					this.#world.analyseHead({
						...options,
						// Blinks are for the student's own figure.
						eyes: running.includes('eyes') || running.includes('arousal'),
						straightAhead: this.#straightAhead
					}),
				onReading: (said) => {
					const reading = {
						...said,
						// Of two people nobody knows whose head it is.
						away: this.#faces > 1 ? null : said.away,
						glance: this.#faces > 1 || !running.includes('eyes') ? null : said.glance
					};
					this.#readings = { ...this.#readings, head: reading };
					const t = this.#sessionTime(reading.at);
					this.#summing.head(reading);
					this.#arousal.eyes(t, reading.shut);
					this.#judged({ kind: 'head', t, reading });
				}
			});
		if (running.includes('identity'))
			this.#ride<IdentityReading>('identity', track, {
				analyse: async (options) => {
					const identity = await this.#world.analyseIdentity({
						...options,
						enrolled: this.#options.enrolled ?? unkept,
						doubtBelow: this.#thresholds.likeFrom
					});
					this.#identity = identity;
					return identity;
				},
				onReading: (reading) => {
					this.#summing.identity(reading);
					this.#judged({ kind: 'identity', t: this.#sessionTime(reading.at), reading });
				}
			});
	}

	#ride<Reading>(
		of: Analysed,
		track: MediaStreamTrack,
		deps: {
			analyse: (options: Parameters<SensorDeps<Reading>['analyse']>[0]) => Promise<FrameAnalysis>;
			onReading: (reading: Reading) => void;
		}
	): void {
		const camera = this.#frames.camera;
		this.#riders.push(
			keepAnalysis<Reading>({
				track,
				analyse: async (options) => {
					const analysis = await deps.analyse(options);
					// One that is ready only after its camera closed looks at nothing.
					if (this.#frames.camera === camera) this.#frames[of] = analysis;
					return analysis;
				},
				onReading: deps.onReading,
				onTrouble: (reason) => this.#unanalysed(of, reason),
				resting: () => this.#frames[of]?.stats().rate === 0,
				now: () => this.#world.now()
			})
		);
	}

	#unanalysed(of: Analysed, reason: AnalysisReason | null): void {
		const { [of]: _before, ...others } = this.#unread;
		this.#unread = reason === null ? others : { ...others, [of]: reason };
		const input = {
			kind: 'fact',
			t: this.#options.clock(),
			check: 'analysis_unavailable'
		} as const;
		this.#judged(
			reason === null
				? { ...input, of, holds: false }
				: { ...input, of, holds: true, reason: `${of}_${reason}` }
		);
	}

	#keepMicrophone(): void {
		const world = this.#world;
		const { policy, granted } = this.#options;
		const running = analysed(policy, granted);
		const timbre = this.#speaker !== null;
		const prosody = running.includes('arousal');
		this.#keep<VoiceReading>('microphone', {
			open: () => world.openMicrophone(),
			analyse: (options) => world.analyseVoice({ ...options, extras: { timbre, prosody } }),
			onState: (state) => (this.#microphone = state),
			onStream: () => undefined,
			onReading: (reading) => {
				this.#readings = { ...this.#readings, voice: reading };
				this.#summing.voice(reading);
				const t = this.#sessionTime(reading.at);
				this.#judged({ kind: 'voice', t, reading });
				if (reading.prosody) this.#arousal.voice(t, reading.prosody, reading.windowMs);
				const whose = this.#speaker?.hear(reading) ?? null;
				if (whose) this.#judged({ kind: 'speaker', t, reading: whose });
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
		for (const keeper of [...this.#keepers, ...this.#riders]) keeper.tick();
		const jump = this.#clockWatch.step(this.#world.wall(), this.#world.now());
		if (jump !== null) this.#judged({ kind: 'moment', t, check: 'clock_jump', peak: jump });
		const slept = this.#sleepWatch.tick(this.#world.now(), this.#world.hidden());
		if (slept !== null) this.#judged({ kind: 'moment', t, check: 'device_slept', peak: slept });
		this.#tellRates(t);
		this.#compareWithBeginning(t);
		this.#judged({ kind: 'time', t });
		this.#summarise();
	}

	#compareWithBeginning(t: number): void {
		const { policy, granted } = this.#options;
		if (t - (this.#arousalReadings.at(-1)?.t ?? 0) < AROUSAL_EVERY_MS) return;
		if (!analysed(policy, granted).includes('arousal')) return;
		const reading = this.#arousal.read(t);
		if (reading) this.#arousalReadings = [...this.#arousalReadings, reading];
	}

	#tellRates(t: number): void {
		const watching = this.#camera.state === 'watching';
		for (const [of, analysis] of Object.entries(this.#frames) as [Analysed, FrameAnalysis][]) {
			const { rate, analysisMs } = analysis.stats();
			this.#judged({
				kind: 'fact',
				t,
				check: 'analysis_slow',
				of,
				holds: watching && rate < SLOW_RATE,
				peak: analysisMs
			});
		}
	}

	#summarise(options?: { early: boolean }): void {
		const summary = this.#summing.take(this.#options.clock(), { ...options, keys: this.#keys });
		if (summary) this.#record({ kind: 'readings', data: summary });
	}

	#judged(input: JudgeInput): void {
		for (const data of this.#judge.step(input)) {
			this.#observed = [...this.#observed.filter(({ id }) => id !== data.id), data];
			this.#record({ kind: 'observation', data });
		}
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
