/**
 * MediaPipe's face detector in a worker, the same for the module and the classic one. What goes wrong while loading comes
 * back as a code; what goes wrong later is thrown to the caller, who starts a new worker.
 */
import { FaceDetector, type FaceDetectorResult } from '@mediapipe/tasks-vision';
import { frameSize, type Fileset } from '../mediapipe.ts';
import { fetchModel, type ModelAddress } from '../model-file.ts';
import type { FrameWorkerApi } from '../worker-client.ts';
import { stayOnOwnOrigin } from '../own-origin.ts';
import { coloursOf, type FaceLook } from './cover.ts';
import {
	CANDIDATE_SCORE,
	closerLook,
	faceReading,
	fromClose,
	measurePicture,
	PICTURE_HEIGHT,
	PICTURE_WIDTH,
	withClose,
	type Detection
} from './face-reading.ts';

export interface FaceModel extends ModelAddress {
	wasmBase: string;
}

/** Pixels to a side of the part that is looked at again; the model itself sees 128. */
const CLOSE_SIDE = 256;

const detectionsOf = (result: FaceDetectorResult, width: number, height: number): Detection[] =>
	result.detections.flatMap(({ boundingBox: box, categories, keypoints }) => {
		const score = categories[0]?.score ?? 0;
		const points = keypoints.map(({ x, y }) => ({ x: x * width, y: y * height }));
		return box
			? [{ x: box.originX, y: box.originY, w: box.width, h: box.height, score, points }]
			: [];
	});

export function createFaceWorker(
	fileset: (wasmBase: string) => Promise<Fileset>
): FrameWorkerApi<FaceModel, FaceLook> {
	stayOnOwnOrigin(self);
	let context: OffscreenCanvasRenderingContext2D | null = null;
	let closeUp: OffscreenCanvasRenderingContext2D | null = null;
	let detector: FaceDetector | null = null;

	return {
		async load({ wasmBase, ...address }) {
			const model = await fetchModel(address);
			if (typeof model === 'string') return model;
			try {
				const small = new OffscreenCanvas(PICTURE_WIDTH, PICTURE_HEIGHT);
				context = small.getContext('2d', { willReadFrequently: true });
				closeUp = new OffscreenCanvas(CLOSE_SIDE, CLOSE_SIDE).getContext('2d');
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
				const { width, height } = frameSize(frame);
				context.drawImage(frame, 0, 0, PICTURE_WIDTH, PICTURE_HEIGHT);
				const { data } = context.getImageData(0, 0, PICTURE_WIDTH, PICTURE_HEIGHT);
				const found = detectionsOf(detector.detect(frame), width, height);
				const closer = closerLook(found);
				let detections = found;
				if (closer && closeUp) {
					// What lies beyond the picture's edge is black.
					closeUp.clearRect(0, 0, CLOSE_SIDE, CLOSE_SIDE);
					const scale = closer.side / CLOSE_SIDE;
					closeUp.drawImage(
						frame,
						-closer.x / scale,
						-closer.y / scale,
						width / scale,
						height / scale
					);
					const close = detectionsOf(detector.detect(closeUp.canvas), CLOSE_SIDE, CLOSE_SIDE);
					detections = withClose(found, closer.candidate, fromClose(close, closer, scale));
				}
				const reading = faceReading({
					at,
					width,
					height,
					detections,
					...measurePicture(data, PICTURE_WIDTH),
					analysisMs: performance.now() - started
				});
				return { ...reading, colours: coloursOf(data, PICTURE_WIDTH) };
			} finally {
				frame.close();
			}
		}
	};
}
