/**
 * MediaPipe's face detector in a worker, the same for the module and the classic one. What goes wrong while loading comes
 * back as a code; what goes wrong later is thrown to the caller, who starts a new worker.
 */
import { FaceDetector, FilesetResolver } from '@mediapipe/tasks-vision';
import type { Frame } from '../frame-source.ts';
import { stayOnOwnOrigin } from '../own-origin.ts';
import {
	CANDIDATE_SCORE,
	faceReading,
	measurePicture,
	PICTURE_HEIGHT,
	PICTURE_WIDTH,
	type FaceReading
} from './face-reading.ts';

export interface FaceWorkerApi {
	load(options: { wasmBase: string; modelUrl: string }): Promise<'ready' | LoadFailure>;
	analyse(frame: Frame, at: number): FaceReading;
}
export type LoadFailure = 'model_missing' | 'wasm_failed';
type Fileset = Awaited<ReturnType<typeof FilesetResolver.forVisionTasks>>;

async function fetchModel(url: string): Promise<Uint8Array | null> {
	const response = await fetch(url).catch(() => null);
	if (!response?.ok) return null;
	const bytes = new Uint8Array(await response.arrayBuffer());
	// A server of a single-page app answers a missing file with its page and 200.
	return new TextDecoder().decode(bytes.subarray(4, 8)) === 'TFL3' ? bytes : null;
}

export const moduleFileset = async (wasmBase: string): Promise<Fileset> => {
	const fileset = await FilesetResolver.forVisionTasks(wasmBase, true);
	// The loader is a module, and modules run once: each task in a worker needs its own address for it. A fragment makes one
	// without changing what is asked of the network and the cache.
	return { ...fileset, wasmLoaderPath: `${fileset.wasmLoaderPath}#face` };
};

/** Runs where modules or SIMD are missing. */
export const classicFileset = async (wasmBase: string): Promise<Fileset> => ({
	wasmLoaderPath: `${wasmBase}/vision_wasm_nosimd_internal.js`,
	wasmBinaryPath: `${wasmBase}/vision_wasm_nosimd_internal.wasm`
});

export function createFaceWorker(fileset: (wasmBase: string) => Promise<Fileset>): FaceWorkerApi {
	stayOnOwnOrigin(self);
	let context: OffscreenCanvasRenderingContext2D | null = null;
	let detector: FaceDetector | null = null;

	return {
		async load({ wasmBase, modelUrl }) {
			const model = await fetchModel(modelUrl);
			if (!model) return 'model_missing';
			try {
				const small = new OffscreenCanvas(PICTURE_WIDTH, PICTURE_HEIGHT);
				context = small.getContext('2d', { willReadFrequently: true });
				detector = await FaceDetector.createFromOptions(
					await fileset(wasmBase.replace(/\/$/, '')),
					{
						baseOptions: { modelAssetBuffer: model, delegate: 'CPU' },
						runningMode: 'IMAGE',
						minDetectionConfidence: CANDIDATE_SCORE
					}
				);
				return 'ready';
			} catch (error) {
				console.warn('The face detector did not start.', error);
				return 'wasm_failed';
			}
		},
		analyse(frame, at) {
			try {
				if (!detector || !context) throw new Error('analyse() before load() was ready.');
				const started = performance.now();
				const width = 'displayWidth' in frame ? frame.displayWidth : frame.width;
				const height = 'displayHeight' in frame ? frame.displayHeight : frame.height;
				context.drawImage(frame, 0, 0, PICTURE_WIDTH, PICTURE_HEIGHT);
				const { data } = context.getImageData(0, 0, PICTURE_WIDTH, PICTURE_HEIGHT);
				const detections = detector.detect(frame).detections.flatMap((found) => {
					const box = found.boundingBox;
					const score = found.categories[0]?.score ?? 0;
					return box
						? [{ x: box.originX, y: box.originY, w: box.width, h: box.height, score }]
						: [];
				});
				return faceReading({
					at,
					width,
					height,
					detections,
					...measurePicture(data, PICTURE_WIDTH),
					analysisMs: performance.now() - started
				});
			} finally {
				frame.close();
			}
		}
	};
}
