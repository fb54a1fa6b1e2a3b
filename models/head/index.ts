/**
 * Watches a camera track for where the head points, in a worker, twice a second. Pictures go nowhere but into that worker; what
 * comes out are angles. Never throws: what goes wrong is told to onTrouble, and told again when it is over.
 */
import { watchTrack, type TrackAnalysis, type Watching } from '../watch-track.ts';
import { openWorkerClient, type WorkerKind } from '../worker-client.ts';
import type { HeadModel } from './head-landmarker.ts';
import { headReading, type HeadLook, type HeadReading } from './head-reading.ts';
import type { StraightAhead } from './straight-ahead.ts';

export type { Eyes, Pose } from './head-pose.ts';
export type { HeadReading } from './head-reading.ts';
export { createStraightAhead, type Straight, type StraightAhead } from './straight-ahead.ts';

export interface HeadOptions extends TrackAnalysis<HeadReading> {
	modelUrl: string;
	/** Lower-case hex: another file is refused. */
	modelSha256?: string | undefined;
	wasmBase?: string;
	/** Where the eyes look, too. */
	eyes: boolean;
	/** Kept by the caller, so that a worker that was started anew goes on with what is known. */
	straightAhead: StraightAhead;
}

/** What points away for seconds is seen at this rate; the landmarker takes four times as long as the detector. */
const FRAMES_PER_SECOND = 2;

const spawn = (kind: WorkerKind): Worker =>
	kind === 'module'
		? new Worker(new URL('./head.worker.ts', import.meta.url), { type: 'module', name: 'head' })
		: new Worker(new URL('./head-classic.worker.ts', import.meta.url), { name: 'head' });

export function startHead(options: HeadOptions): Promise<Watching> {
	const { modelUrl, modelSha256, eyes, straightAhead, onReading, ...watched } = options;
	const { wasmBase = '/vendor/mediapipe/', framesPerSecond = FRAMES_PER_SECOND, ...rest } = watched;
	const model: HeadModel = { url: modelUrl, sha256: modelSha256, wasmBase, eyes };
	return watchTrack<HeadLook>(
		{
			...rest,
			framesPerSecond,
			onReading(look) {
				if (look.pose) straightAhead.add({ at: look.at, pose: look.pose, eyes: look.eyes });
				onReading(headReading(look, straightAhead.known));
			}
		},
		(kind) => openWorkerClient<HeadModel, HeadLook>(() => spawn(kind), model)
	);
}
