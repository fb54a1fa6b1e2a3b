import type { HeadModel } from '#models/head/head-landmarker.ts';
import { headReading, type HeadLook } from '#models/head/head-reading.ts';
import { createStraightAhead } from '#models/head/straight-ahead.ts';
import { weightNamed } from '#models/weights/manifest.ts';
import { openWorkerClient } from '#models/worker-client.ts';
import { ready, type FrameFeed } from './feed.ts';

const spawn = () =>
	new Worker(new URL('../../../../../models/head/head.worker.ts', import.meta.url), {
		type: 'module'
	});

export const headFeed: FrameFeed<HeadLook> = {
	name: 'head',
	everyMs: () => 500,
	async open() {
		const { modelUrl: url, modelSha256: sha256 } = weightNamed('face_landmarker');
		const model: HeadModel = { url, sha256, wasmBase: '/vendor/mediapipe/', eyes: true };
		const client = ready(await openWorkerClient<HeadModel, HeadLook>(spawn, model), 'head');
		return (picture) => client.analyse(picture, 0);
	},
	begin() {
		const straight = createStraightAhead();
		return (look) => {
			if (look.pose) straight.add({ at: look.at, pose: look.pose, eyes: look.eyes });
			return { kind: 'head', reading: headReading(look, straight.known) };
		};
	}
};
