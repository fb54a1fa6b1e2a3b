import type { FaceModel } from '#models/face/face-detector.ts';
import { createCoverWatch, type FaceLook } from '#models/face/cover.ts';
import { weightNamed } from '#models/weights/manifest.ts';
import { openWorkerClient } from '#models/worker-client.ts';
import { ready, type FrameFeed } from './feed.ts';

const spawn = () =>
	new Worker(new URL('../../../../../models/face/face.worker.ts', import.meta.url), {
		type: 'module'
	});

export const faceFeed: FrameFeed<FaceLook> = {
	name: 'face',
	everyMs: () => 200,
	async open() {
		const { modelUrl: url, modelSha256: sha256 } = weightNamed('face_detector');
		const model: FaceModel = { url, sha256, wasmBase: '/vendor/mediapipe/' };
		const client = ready(await openWorkerClient<FaceModel, FaceLook>(spawn, model), 'face');
		return (picture) => client.analyse(picture, 0);
	},
	begin() {
		const read = createCoverWatch();
		return (look) => ({ kind: 'face', reading: read(look) });
	}
};
