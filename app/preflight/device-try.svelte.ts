/**
 * What the models of this device make of camera and microphone before the exam, through the same code as during it. Nothing of it is
 * recorded; the three seconds straight ahead are kept on the device. Its world comes through the constructor.
 */
import type { FaceReading } from '#models/face/index.ts';
import {
	createStraightAhead,
	type HeadReading,
	type Straight,
	type StraightAhead
} from '#models/head/index.ts';
import type { VoiceReading } from '#models/voice/index.ts';
import { settle, type Settled } from './settle.ts';
import {
	lightOf,
	pictureAdvice,
	soundAdvice,
	type PictureAdvice,
	type SoundAdvice
} from './advice.ts';

type Analyse<Reading, More = unknown> = (
	options: {
		track: MediaStreamTrack;
		onReading: (reading: Reading) => void;
		onTrouble: (trouble: { over: boolean }) => void;
	} & More
) => Promise<{ stop(): void }>;

export interface TryWorld {
	analyseFaces: Analyse<FaceReading>;
	analyseVoice: Analyse<VoiceReading>;
	analyseHead: Analyse<HeadReading, { eyes: boolean; straightAhead: StraightAhead }>;
	/** Small pictures of a stream, for the light; null while there is none. */
	openPicture: (stream: MediaStream) => { pixels(): Uint8ClampedArray | null; close(): void };
	now: () => number;
	/** Returns what stops it. */
	every: (ms: number, call: () => void) => () => void;
	/** With the camera it was measured with. */
	keep: (straight: Straight, track: MediaStreamTrack) => void;
}

export type Calibration =
	| { state: 'idle' }
	/** `share`: of the three seconds. */
	| { state: 'running'; share: number }
	| { state: 'done' }
	| { state: 'failed'; because: 'no_face' | 'moving' | 'no_analysis' };

/** Width of the picture that the light is measured in, pixels. */
export const LIGHT_WIDTH = 64;
const RECENT_SOUNDS = 6;
const STRAIGHT_MS = 3_000;
/** So long for it, with whoever moves a little first. */
const PATIENCE_MS = 9_000;
/** The model may have megabytes to load first. */
const LOADING_MS = 30_000;
const TICK_MS = 200;

type Half = 'picture' | 'sound';

export class DeviceTry {
	#face = $state.raw<FaceReading | null>(null);
	#picture = $state.raw<Settled<PictureAdvice>>({ shown: null, next: null });
	#sound = $state.raw<Settled<SoundAdvice>>({ shown: null, next: null });
	#sounds: readonly VoiceReading[] = [];
	#failed = $state.raw<Record<Half, boolean>>({ picture: false, sound: false });
	#calibration = $state.raw<Calibration>({ state: 'idle' });
	readonly #stops: Record<Half, (() => void)[]> = { picture: [], sound: [] };
	#camera: MediaStreamTrack | null = null;
	#stopCalibrating: () => void = () => undefined;
	readonly #world: TryWorld;

	constructor(world: TryWorld) {
		this.#world = world;
	}

	/** null: nothing was seen yet. */
	get face(): FaceReading | null {
		return this.#face;
	}
	get picture(): PictureAdvice | null {
		return this.#picture.shown;
	}
	get sound(): SoundAdvice | null {
		return this.#sound.shown;
	}
	/** The program could not be started, or stopped. */
	get failed(): Readonly<Record<Half, boolean>> {
		return this.#failed;
	}
	get calibration(): Calibration {
		return this.#calibration;
	}

	/** In place of what was watched before; null: nothing any more. */
	watchCamera(stream: MediaStream | null): void {
		this.#end('picture');
		this.#stopCalibrating();
		if (this.#calibration.state === 'running') this.#calibration = { state: 'idle' };
		this.#face = null;
		this.#picture = { shown: null, next: null };
		const [track] = stream?.getVideoTracks() ?? [];
		this.#camera = track ?? null;
		if (!stream || !track) return;
		const picture = this.#world.openPicture(stream);
		this.#stops.picture.push(() => picture.close());
		this.#watch('picture', this.#world.analyseFaces, track, (reading) => {
			const [box] = reading.boxes;
			const pixels = box ? picture.pixels() : null;
			const light = box && pixels ? lightOf(pixels, LIGHT_WIDTH, box) : null;
			this.#face = reading;
			this.#picture = settle(this.#picture, pictureAdvice(reading, light), this.#world.now());
		});
	}

	/** In place of what was listened to before; null: nothing any more. */
	watchMicrophone(stream: MediaStream | null): void {
		this.#end('sound');
		this.#sounds = [];
		this.#sound = { shown: null, next: null };
		const [track] = stream?.getAudioTracks() ?? [];
		if (!track) return;
		this.#watch('sound', this.#world.analyseVoice, track, (reading) => {
			this.#sounds = [...this.#sounds, reading].slice(-RECENT_SOUNDS);
			const said = soundAdvice(this.#sounds);
			if (said) this.#sound = settle(this.#sound, said, this.#world.now());
		});
	}

	/** Three seconds of holding still; what is found is kept, what is not is told with what to do. */
	async calibrate(eyes: boolean): Promise<void> {
		const track = this.#camera;
		if (!track || this.#calibration.state === 'running') return;
		this.#calibration = { state: 'running', share: 0 };
		const { now, every, keep, analyseHead } = this.#world;
		const straightAhead = createStraightAhead();
		let since: number | null = null;
		let faces = 0;
		let troubled = false;
		const begun = now();
		const end = (calibration: Calibration) => {
			this.#stopCalibrating();
			this.#calibration = calibration;
		};
		const stopTicking = every(TICK_MS, () => {
			const at = now();
			if (straightAhead.known) {
				keep(straightAhead.known, track);
				end({ state: 'done' });
			} else if (at - (since ?? begun) > (since === null ? LOADING_MS : PATIENCE_MS))
				end({
					state: 'failed',
					because: faces > 0 ? 'moving' : troubled || since === null ? 'no_analysis' : 'no_face'
				});
			else {
				const share = since === null ? 0 : Math.min(1, (at - since) / STRAIGHT_MS);
				this.#calibration = { state: 'running', share };
			}
		});
		let analysis: { stop(): void } | null = null;
		let stopped = false;
		this.#stopCalibrating = () => {
			this.#stopCalibrating = () => undefined;
			stopped = true;
			stopTicking();
			analysis?.stop();
		};
		analysis = await analyseHead({
			track,
			eyes,
			straightAhead,
			onReading: (reading) => {
				since ??= now();
				if (reading.pose) faces++;
			},
			onTrouble: ({ over }) => (troubled = !over)
		});
		if (stopped) analysis.stop();
	}

	stop(): void {
		this.#stopCalibrating();
		this.#end('picture');
		this.#end('sound');
	}

	#end(half: Half): void {
		for (const stop of this.#stops[half].splice(0)) stop();
		this.#failed = { ...this.#failed, [half]: false };
	}

	#watch<Reading>(
		half: Half,
		analyse: Analyse<Reading>,
		track: MediaStreamTrack,
		onReading: (reading: Reading) => void
	): void {
		let ended = false;
		this.#stops[half].push(() => (ended = true));
		const failed = (is: boolean) => {
			if (!ended) this.#failed = { ...this.#failed, [half]: is };
		};
		analyse({
			track,
			onReading: (reading) => void (ended || onReading(reading)),
			onTrouble: ({ over }) => failed(!over)
		}).then(
			(analysis) => {
				if (ended) analysis.stop();
				else this.#stops[half].push(() => analysis.stop());
			},
			(error: unknown) => {
				console.warn('The try-out goes on without this.', error);
				failed(true);
			}
		);
	}
}
