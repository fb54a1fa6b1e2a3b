/**
 * An analysis that rides on a sensor which is already open: what stops it, and one state that says how it is. Its troubles are its
 * own; the sensor and its first analysis go on.
 */
import type { Trouble } from '#models/face/index.ts';
import type { AnalysisReason } from '#sync/checks.ts';
import type { Analyse } from './world.ts';

export interface AnalysisKeeper {
	/** Time passes; call it every second or so. */
	tick(): void;
	stop(): void;
}

/** So long without a reading. The first one may have 17 MB to load. */
const FIRST_READING_MS = 30_000;
const NEXT_READING_MS = 20_000;

export function keepAnalysis<Reading>(deps: {
	track: MediaStreamTrack;
	analyse: Analyse<Reading>;
	onReading: (reading: Reading) => void;
	/** null: all is well. */
	onTrouble: (reason: AnalysisReason | null) => void;
	/** Analysis rests where the device is too slow for it: silence is no trouble then. */
	resting: () => boolean;
	now: () => number;
}): AnalysisKeeper {
	const { onTrouble, now } = deps;
	const troubles = new Set<AnalysisReason>();
	let told: AnalysisReason | null = null;
	let since = now();
	let heard = false;
	let stopped = false;
	let running: { stop(): void } | null = null;

	const tell = () => {
		const [first = null] = troubles;
		if (stopped || first === told) return;
		told = first;
		onTrouble(first);
	};
	const trouble = ({ code, over }: Trouble) => {
		// The sensor's own state tells of its track.
		if (code === 'track_ended' || code === 'track_muted') return;
		if (over) troubles.delete(code);
		else troubles.add(code);
		tell();
	};
	const start = async () => {
		try {
			running = await deps.analyse({
				track: deps.track,
				onReading(reading) {
					if (stopped) return;
					since = now();
					heard = true;
					if (troubles.delete('no_readings')) tell();
					deps.onReading(reading);
				},
				onTrouble: trouble
			});
			if (stopped) running.stop();
		} catch (error) {
			console.warn('An analysis could not be started.', error);
			trouble({ code: 'wasm_failed', over: false });
		}
	};
	void start();

	return {
		tick() {
			if (deps.resting()) since = now();
			const patience = heard ? NEXT_READING_MS : FIRST_READING_MS;
			if (troubles.size > 0 || now() - since <= patience) return;
			troubles.add('no_readings');
			tell();
		},
		stop() {
			// What does not run any more has no trouble: the next one tells its own.
			if (told !== null) onTrouble(null);
			stopped = true;
			running?.stop();
		}
	};
}
