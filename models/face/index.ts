/**
 * Watches a camera track for faces, in a worker. Pictures go nowhere but into that worker; what comes out are counts, boxes
 * and brightness. Never throws: what goes wrong is told to onTrouble, and told again when it is over.
 */
import { openFrameSource } from '../frame-source.ts';
import { observeLateness } from '../page-lateness.ts';
import { createRateControl } from '../rate-control.ts';
import { followTrack, type Trouble } from '../trouble.ts';
import { openFaceClient } from './face-client.ts';
import type { FaceReading } from './face-reading.ts';
import { watchFaces } from './face-watch.ts';

export type { FaceBox, FaceReading } from './face-reading.ts';
export type { Trouble, TroubleCode } from '../trouble.ts';

export interface FaceOptions {
	track: MediaStreamTrack;
	modelUrl: string;
	wasmBase?: string;
	/** The rate when all is well; less when analysis is slow or the page is late. */
	framesPerSecond?: number;
	onReading: (reading: FaceReading) => void;
	onTrouble: (trouble: Trouble) => void;
}

export interface FaceWatching {
	stop(): void;
	setRate(framesPerSecond: number): void;
	stats(): { rate: number; frames: number; analysisMs: number };
}

export async function startFace(options: FaceOptions): Promise<FaceWatching> {
	const { track, modelUrl, wasmBase = '/vendor/mediapipe/', onReading, onTrouble } = options;
	const rate = createRateControl(options.framesPerSecond);
	const lateness = observeLateness((at, ms) => rate.late(at, ms));
	const unfollow = followTrack(track, onTrouble);
	let frames = 0;
	let analysisMs = 0;
	const watch = watchFaces({
		open: (kind) => openFaceClient(kind, { wasmBase, modelUrl }),
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
		setRate: (framesPerSecond) => rate.want(framesPerSecond),
		stats: () => ({ rate: rate.rate, frames, analysisMs })
	};
}
