/** The page's end of one face worker. Every call settles: a worker that died or hangs is told as such. */
import { releaseProxy, transfer, wrap } from 'comlink';
import type { Frame } from '../frame-source.ts';
import type { TroubleCode } from '../trouble.ts';
import type { FaceWorkerApi } from './face-detector.ts';
import type { FaceReading } from './face-reading.ts';

export interface FaceClient {
	/** Takes the frame over. Rejects when the worker died, hangs or could not analyse it. */
	analyse(frame: Frame, at: number): Promise<FaceReading>;
	close(): void;
}
export type FaceWorkerKind = 'module' | 'classic';

/** Compiling 13 MB of wasm on a slow phone takes its time; a frame does not. */
const LOAD_LIMIT_MS = 60_000;
const FRAME_LIMIT_MS = 15_000;

function spawn(kind: FaceWorkerKind): Worker {
	return kind === 'module'
		? new Worker(new URL('./face.worker.ts', import.meta.url), { type: 'module', name: 'face' })
		: new Worker(new URL('./face-classic.worker.ts', import.meta.url), { name: 'face' });
}

export async function openFaceClient(
	kind: FaceWorkerKind,
	options: { wasmBase: string; modelUrl: string }
): Promise<FaceClient | TroubleCode> {
	let worker: Worker;
	try {
		worker = spawn(kind);
	} catch {
		return 'wasm_failed';
	}
	const remote = wrap<FaceWorkerApi>(worker);
	let fail: (error: Error) => void = () => undefined;
	const died = new Promise<never>((_, reject) => (fail = reject));
	// Whoever waits hears of it; nobody may be waiting.
	died.catch(() => undefined);
	worker.addEventListener('error', (event) => {
		event.preventDefault();
		fail(new Error(event.message || 'The worker could not be loaded.'));
	});
	worker.addEventListener('messageerror', () => fail(new Error('A message could not be read.')));

	const within = async <T>(ms: number, answer: Promise<T>): Promise<T> => {
		let timer: ReturnType<typeof setTimeout> | undefined;
		const late = new Promise<never>((_, reject) => {
			timer = setTimeout(() => reject(new Error('The worker does not answer.')), ms);
		});
		return Promise.race([answer, died, late]).finally(() => clearTimeout(timer));
	};
	const close = () => {
		fail(new Error('The worker was closed.'));
		remote[releaseProxy]();
		worker.terminate();
	};

	const loaded = await within(LOAD_LIMIT_MS, remote.load(options)).catch(
		() => 'worker_crashed' as const
	);
	if (loaded !== 'ready') {
		close();
		return loaded;
	}
	return {
		analyse: (frame, at) =>
			within(FRAME_LIMIT_MS, remote.analyse(transfer(frame, [frame as Transferable]), at)),
		close
	};
}
