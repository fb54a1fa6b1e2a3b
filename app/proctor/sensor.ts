/**
 * Keeps one camera or microphone and its analysis going: opens the device, starts the model, tries again when either fails,
 * and always has one state that says how things are. Whatever goes wrong ends up in that state, never in the exam.
 */
import type { CaptureFailure, CaptureOutcome } from '../device/capture.ts';
import type { Trouble, TroubleCode } from '#models/face/index.ts';

/** Why the device gives nothing… */
export type DeviceReason = CaptureFailure | 'permission_pending' | 'track_ended' | 'track_muted';
/** …or why what it gives is not analysed. */
export type AnalysisReason = Exclude<TroubleCode, 'track_ended' | 'track_muted'> | 'no_readings';

export type SensorState =
	| { state: 'off' }
	| { state: 'starting' }
	| { state: 'watching' }
	| { state: 'unavailable'; part: 'device'; reason: DeviceReason }
	| { state: 'unavailable'; part: 'analysis'; reason: AnalysisReason };

export interface SensorDeps<Reading> {
	open: () => Promise<CaptureOutcome>;
	analyse: (options: {
		track: MediaStreamTrack;
		onReading: (reading: Reading) => void;
		onTrouble: (trouble: Trouble) => void;
	}) => Promise<{ stop(): void }>;
	onState: (state: SensorState) => void;
	onReading: (reading: Reading) => void;
	onStream: (stream: MediaStream | null) => void;
	/** Analysis rests where the device is too slow for it: silence is no trouble then. */
	resting?: () => boolean;
	now: () => number;
}

export interface SensorKeeper {
	/** Opens the device again unless it is open: on a person's wish or when devices or permissions changed. */
	retry(): void;
	/** Time passes; call it every second or so. */
	tick(): void;
	stop(): void;
}

type Granted = CaptureOutcome & { outcome: 'granted' };

/** So long without an answer to the browser's question is an answer too, for now. */
const PENDING_MS = 10_000;
/** So long without a reading from an open device. The first one may have 13 MB to load. */
const FIRST_READING_MS = 30_000;
const NEXT_READING_MS = 10_000;
/** A device that another program holds or that failed may come back; one that was refused is not asked for unasked. */
const AGAIN_MS = 10_000;
const askedAgain: readonly DeviceReason[] = ['device_in_use', 'device_failed', 'track_ended'];

export function keepSensor<Reading>(deps: SensorDeps<Reading>): SensorKeeper {
	const { now } = deps;
	let state: SensorState = { state: 'off' };
	let phase: 'closed' | 'asking' | 'open' | 'stopped' = 'closed';
	/** When the phase began, or the last reading came. */
	let since = now();
	let heard = false;
	let release: () => void = () => undefined;
	const troubles = new Set<TroubleCode>();

	const become = (next: SensorState) => {
		if (phase === 'stopped' || JSON.stringify(next) === JSON.stringify(state)) return;
		state = next;
		deps.onState(next);
	};
	const enter = (next: typeof phase) => {
		phase = next;
		since = now();
	};
	const lost = (reason: DeviceReason) => become({ state: 'unavailable', part: 'device', reason });
	const unread = (reason: AnalysisReason) =>
		become({ state: 'unavailable', part: 'analysis', reason });

	const hear = (reading: Reading) => {
		since = now();
		heard = true;
		if (troubles.size === 0) become({ state: 'watching' });
		deps.onReading(reading);
	};
	const trouble = ({ code, over }: Trouble) => {
		if (over) troubles.delete(code);
		else troubles.add(code);
		const [first] = troubles;
		if (troubles.has('track_ended')) {
			release();
			enter('closed');
			lost('track_ended');
		} else if (troubles.has('track_muted')) lost('track_muted');
		else if (first) unread(first as AnalysisReason);
		else become({ state: heard ? 'watching' : 'starting' });
	};

	const use = async ({ track, stream, stop }: Granted): Promise<void> => {
		let analysis: { stop(): void } | null = null;
		let released = false;
		release = () => {
			release = () => undefined;
			released = true;
			analysis?.stop();
			stop();
			troubles.clear();
			deps.onStream(null);
		};
		heard = false;
		enter('open');
		deps.onStream(stream);
		analysis = await deps.analyse({
			track,
			onReading: (reading) => void (released || hear(reading)),
			onTrouble: (each) => void (released || trouble(each))
		});
		if (released) analysis.stop();
	};
	const open = async (): Promise<void> => {
		if (phase !== 'closed') return;
		enter('asking');
		// Later tries are silent: nothing has changed until one succeeds.
		if (state.state === 'off') become({ state: 'starting' });
		try {
			const outcome = await deps.open();
			if (stopped()) {
				if (outcome.outcome === 'granted') outcome.stop();
			} else if (outcome.outcome === 'refused') {
				enter('closed');
				lost(outcome.reason);
			} else {
				become({ state: 'starting' });
				await use(outcome);
			}
		} catch (error) {
			console.warn('A sensor could not be started.', error);
			release();
			if (!stopped()) enter('closed');
			lost('device_failed');
		}
	};
	const stopped = () => phase === 'stopped';
	void open();

	return {
		retry: () => void open(),
		tick() {
			if (phase === 'open' && deps.resting?.()) since = now();
			const waited = now() - since;
			const reason = state.state === 'unavailable' && state.part === 'device' && state.reason;
			if (phase === 'asking' && waited > PENDING_MS && state.state === 'starting')
				lost('permission_pending');
			else if (phase === 'closed' && reason && askedAgain.includes(reason) && waited > AGAIN_MS)
				void open();
			else if (phase === 'open' && troubles.size === 0)
				if (waited > (heard ? NEXT_READING_MS : FIRST_READING_MS)) unread('no_readings');
		},
		stop() {
			release();
			become({ state: 'off' });
			enter('stopped');
		}
	};
}
