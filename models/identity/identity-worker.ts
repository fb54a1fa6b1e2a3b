/**
 * Looks at faces in a worker and says how like the enrolled one they are. What goes wrong while loading comes back as a code; what
 * goes wrong later is thrown to the caller, who starts a new worker. What was enrolled leaves this worker only to whoever enrols.
 */
import type { Frame } from '../frame-source.ts';
import type { ModelAddress } from '../model-file.ts';
import type { LoadFailure } from '../worker-client.ts';
import { createHuman, type Human } from './human.ts';
import {
	fitOf,
	identityReading,
	toRight,
	uprightBy,
	type EnrolmentLook,
	type FoundFace,
	type IdentityReading
} from './identity-reading.ts';
import { likenessOf, type Likeness } from './likeness.ts';
import { giveOwnFiles } from './own-files.ts';
import { sharpnessOf } from './sharpness.ts';
import { createPictureTurner, type Place } from './turned-picture.ts';

export interface IdentityWorkerOptions {
	/** Of the library's file, its weights and its wasm: all that this worker may ask for. */
	files: ModelAddress[];
	/** Where they lie, with a slash at its end. */
	base: string;
	/** Whom to compare with; null: somebody is being enrolled, and looks carry what the model made of them. */
	enrolled: Likeness | null;
}

export interface IdentityWorkerApi {
	load(options: IdentityWorkerOptions): Promise<'ready' | LoadFailure>;
	analyse(frame: Frame, at: number): Promise<IdentityReading | EnrolmentLook>;
}

interface Scope {
	fetch: typeof fetch;
	location: { href: string };
	importScripts(...urls: string[]): void;
}

const LIBRARY = 'human.js';
const WIDTH = 640;

type Faces = Awaited<ReturnType<Human['detect']>>['face'];

/** With where it lies, in pixels of the picture. */
type PlacedFace = FoundFace & { middle: Place };

/** The enrolled face is not the largest one by rule, so all of them are compared. */
function foundFaces(picture: ImageData, faces: Faces): PlacedFace[] {
	return faces.map(({ score, box, annotations, embedding }) => {
		const [left, right, nose] = [
			annotations.leftEye?.[0],
			annotations.rightEye?.[0],
			annotations.nose?.[0]
		];
		const between = left && right ? Math.hypot(left[0] - right[0], left[1] - right[1]) : 0;
		return {
			score,
			middle: { x: box[0] + box[2] / 2, y: box[1] + box[3] / 2 },
			width: box[2],
			sharpness: sharpnessOf(picture, { x: box[0], y: box[1], width: box[2] }),
			turn:
				left && right && nose && between > 0 ? (nose[0] - (left[0] + right[0]) / 2) / between : 0,
			tilt:
				left && right && between > 0
					? (Math.atan2(right[1] - left[1], right[0] - left[0]) * 180) / Math.PI
					: 0,
			likeness: likenessOf(embedding)
		};
	});
}

const apart = (one: PlacedFace, other: PlacedFace) =>
	Math.hypot(one.middle.x - other.middle.x, one.middle.y - other.middle.y);

export function createIdentityWorker(scope: Scope): IdentityWorkerApi {
	let human: Human | null = null;
	let context: OffscreenCanvasRenderingContext2D | null = null;
	let enrolled: Likeness | null = null;
	const turned = createPictureTurner();

	const look = async (picture: ImageData): Promise<PlacedFace[]> => {
		if (!human) throw new Error('analyse() before load() was ready.');
		const { error, face } = await human.detect(picture);
		if (error) throw new Error(error);
		return foundFaces(picture, face);
	};

	/** A tilted head is looked at once more, upright: the model takes it for somebody else. */
	const righted = async (picture: ImageData, face: PlacedFace): Promise<FoundFace> => {
		const found = await look(turned(picture, face.middle, uprightBy(face)));
		const [nearest] = found.toSorted((a, b) => apart(a, face) - apart(b, face));
		return nearest && apart(nearest, face) < face.width / 2 ? nearest : face;
	};

	return {
		async load(options) {
			const { files, base } = options;
			enrolled = options.enrolled;
			const own = giveOwnFiles(scope, files);
			try {
				// Asked for first, so that only the checked file is run. It comes from the same cache both times.
				await scope.fetch(base + LIBRARY);
				scope.importScripts(base + LIBRARY);
				human = createHuman(scope, base);
				if (!human) return 'model_damaged';
				await human.load();
				// The library goes on with what it has, and says that it has it, whatever could not be loaded.
				const failure = own.failure();
				if (failure) return failure;
				if (human.tf.getBackend() !== 'wasm') return 'wasm_failed';
				context = new OffscreenCanvas(WIDTH, 1).getContext('2d', { willReadFrequently: true });
				await look(new ImageData(WIDTH, 480));
				return 'ready';
			} catch (error) {
				console.warn('The library that compares faces did not start.', error);
				return own.failure() ?? 'wasm_failed';
			}
		},
		async analyse(frame, at) {
			let picture: ImageData;
			const started = performance.now();
			try {
				if (!context) throw new Error('analyse() before load() was ready.');
				const width = 'displayWidth' in frame ? frame.displayWidth : frame.width;
				const height = 'displayHeight' in frame ? frame.displayHeight : frame.height;
				const { canvas } = context;
				const wanted = Math.round((WIDTH * height) / width);
				if (canvas.height !== wanted) canvas.height = wanted;
				context.drawImage(frame, 0, 0, canvas.width, canvas.height);
				picture = context.getImageData(0, 0, canvas.width, canvas.height);
			} finally {
				frame.close();
			}
			const seen = await look(picture);
			const found: FoundFace[] = [];
			const tilted = enrolled ? toRight(seen) : new Set<PlacedFace>();
			for (const face of seen) found.push(tilted.has(face) ? await righted(picture, face) : face);
			const analysisMs = performance.now() - started;
			const reading = identityReading({ at, found, enrolled, analysisMs });
			if (enrolled) return reading;
			const fit = fitOf(found);
			return { ...reading, fit, likeness: fit === 'good' ? (found[0]?.likeness ?? null) : null };
		}
	};
}
