/** Analyses the frames of a camera track in a worker, at the rate that the device has room for. Never throws; troubles are told. */
import { watchFrames, type FrameReading } from './frame-watch.ts';
import { openFrameSource } from './frame-source.ts';
import { observeLateness } from './page-lateness.ts';
import { createRateControl } from './rate-control.ts';
import { followTrack, type Trouble, type TroubleCode } from './trouble.ts';
import type { WorkerClient, WorkerKind } from './worker-client.ts';

export interface TrackAnalysis<Reading> {
	track: MediaStreamTrack;
	/** The rate when all is well; less when analysis is slow or the page is late. */
	framesPerSecond?: number | undefined;
	onReading: (reading: Reading) => void;
	onTrouble: (trouble: Trouble) => void;
}

export interface Watching {
	stop(): void;
	setRate(framesPerSecond: number): void;
	/** `rate` 0: the device is too slow for even the lowest. */
	stats(): { rate: number; frames: number; analysisMs: number };
}

export async function watchTrack<Reading extends FrameReading>(
	{ track, framesPerSecond, onReading, onTrouble }: TrackAnalysis<Reading>,
	open: (kind: WorkerKind) => Promise<WorkerClient<Reading> | TroubleCode>
): Promise<Watching> {
	const rate = createRateControl(framesPerSecond);
	const lateness = observeLateness((at, ms) => rate.late(at, ms));
	const unfollow = followTrack(track, onTrouble);
	let frames = 0;
	let analysisMs = 0;
	const watch = watchFrames<Reading>({
		open,
		source: openFrameSource(track),
		rate,
		onReading(reading) {
			frames++;
			analysisMs = reading.analysisMs;
			onReading(reading);
		},
		onTrouble,
		now: () => performance.now(),
		wait: (ms) => new Promise((resolve) => setTimeout(resolve, ms))
	});
	await watch.tried;
	return {
		stop() {
			watch.stop();
			unfollow();
			lateness.stop();
		},
		setRate: (wanted) => rate.want(wanted),
		stats: () => ({ rate: rate.rate, frames, analysisMs })
	};
}
