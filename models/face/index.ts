/**
 * Watches a camera track for faces, in a worker. Pictures go nowhere but into that worker; what comes out are counts, boxes
 * and brightness. Never throws: what goes wrong is told to onTrouble, and told again when it is over.
 */
import { watchTrack, type TrackAnalysis, type Watching } from '../watch-track.ts';
import { openWorkerClient, type WorkerKind } from '../worker-client.ts';
import { createCoverWatch, type FaceLook } from './cover.ts';
import type { FaceModel } from './face-detector.ts';
import type { FaceReading } from './face-reading.ts';

export type { FaceBox, FaceReading } from './face-reading.ts';
export type { Trouble, TroubleCode } from '../trouble.ts';

export interface FaceOptions extends TrackAnalysis<FaceReading> {
	modelUrl: string;
	/** Lower-case hex: another file is refused. */
	modelSha256?: string | undefined;
	wasmBase?: string;
}
export type FaceWatching = Watching;

const spawn = (kind: WorkerKind): Worker =>
	kind === 'module'
		? new Worker(new URL('./face.worker.ts', import.meta.url), { type: 'module', name: 'face' })
		: new Worker(new URL('./face-classic.worker.ts', import.meta.url), { name: 'face' });

export function startFace({
	modelUrl,
	modelSha256,
	wasmBase = '/vendor/mediapipe/',
	onReading,
	...watched
}: FaceOptions): Promise<FaceWatching> {
	const model: FaceModel = { url: modelUrl, sha256: modelSha256, wasmBase };
	const read = createCoverWatch();
	return watchTrack<FaceLook>({ ...watched, onReading: (look) => onReading(read(look)) }, (kind) =>
		openWorkerClient<FaceModel, FaceLook>(() => spawn(kind), model)
	);
}
