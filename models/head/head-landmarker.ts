/** MediaPipe's face landmarker in a worker, the same for the module and the classic one. Of all it finds only angles come out. */
import { FaceLandmarker } from '@mediapipe/tasks-vision';
import { frameSize, type Fileset } from '../mediapipe.ts';
import { fetchModel, type ModelAddress } from '../model-file.ts';
import { stayOnOwnOrigin } from '../own-origin.ts';
import type { FrameWorkerApi } from '../worker-client.ts';
import { headLook, type HeadLook } from './head-reading.ts';

export interface HeadModel extends ModelAddress {
	wasmBase: string;
	/** Where the eyes look and whether they are shut, which takes a model more. */
	eyes: boolean;
}

/** Mean luminance of so few pixels is enough to tell light from dark. */
const SMALL_WIDTH = 16;
const SMALL_HEIGHT = 12;

function brightnessOf(rgba: Uint8ClampedArray): number {
	let sum = 0;
	for (let i = 0; i < rgba.length; i += 4)
		sum += 0.2126 * (rgba[i] ?? 0) + 0.7152 * (rgba[i + 1] ?? 0) + 0.0722 * (rgba[i + 2] ?? 0);
	return sum / ((rgba.length / 4) * 255);
}

export function createHeadWorker(
	fileset: (wasmBase: string) => Promise<Fileset>
): FrameWorkerApi<HeadModel, HeadLook> {
	stayOnOwnOrigin(self);
	let context: OffscreenCanvasRenderingContext2D | null = null;
	let landmarker: FaceLandmarker | null = null;

	return {
		async load({ wasmBase, eyes, ...address }) {
			const model = await fetchModel(address);
			if (typeof model === 'string') return model;
			try {
				const small = new OffscreenCanvas(SMALL_WIDTH, SMALL_HEIGHT);
				context = small.getContext('2d', { willReadFrequently: true });
				landmarker = await FaceLandmarker.createFromOptions(
					await fileset(wasmBase.replace(/\/$/, '')),
					{
						baseOptions: { modelAssetBuffer: model, delegate: 'CPU' },
						runningMode: 'IMAGE',
						numFaces: 1,
						outputFacialTransformationMatrixes: true,
						outputFaceBlendshapes: eyes
					}
				);
				return 'ready';
			} catch (error) {
				console.warn('The face landmarker did not start.', error);
				return 'wasm_failed';
			}
		},
		analyse(frame, at) {
			try {
				if (!landmarker || !context) throw new Error('analyse() before load() was ready.');
				const started = performance.now();
				const { width } = frameSize(frame);
				context.drawImage(frame, 0, 0, SMALL_WIDTH, SMALL_HEIGHT);
				const { data } = context.getImageData(0, 0, SMALL_WIDTH, SMALL_HEIGHT);
				const found = landmarker.detect(frame);
				const xs = (found.faceLandmarks[0] ?? []).map(({ x }) => x);
				const shapes = new Map(
					found.faceBlendshapes[0]?.categories.map(({ categoryName, score }) => [
						categoryName,
						score
					])
				);
				return headLook({
					at,
					matrix: width > 0 ? (found.facialTransformationMatrixes[0]?.data ?? null) : null,
					score: (name) => shapes.get(name) ?? 0,
					brightness: shapes.size > 0 ? brightnessOf(data) : 0,
					width: Math.max(0, ...xs) - Math.min(1, ...xs),
					analysisMs: performance.now() - started
				});
			} finally {
				frame.close();
			}
		}
	};
}
