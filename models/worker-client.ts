/** The page's end of one worker that looks at frames. Every call settles: a worker that died or hangs is told as such. */
import { releaseProxy, transfer, wrap } from 'comlink';
import type { Frame } from './frame-source.ts';
import type { TroubleCode } from './trouble.ts';

export interface WorkerClient<Reading> {
	/** Takes the frame over. Rejects when the worker died, hangs or could not analyse it. */
	analyse(frame: Frame, at: number): Promise<Reading>;
	close(): void;
}

/** The other end: what a worker exposes. */
export interface FrameWorkerApi<Options, Reading> {
	load(options: Options): Promise<'ready' | LoadFailure>;
	analyse(frame: Frame, at: number): Reading;
}
export type LoadFailure = 'model_missing' | 'model_damaged' | 'wasm_failed';

export type WorkerKind = 'module' | 'classic';

/** Compiling 13 MB of wasm on a slow phone takes its time; a frame does not. */
const LOAD_LIMIT_MS = 60_000;
const FRAME_LIMIT_MS = 15_000;

/** Comlink cannot work its types out for a type that is not known yet. */
interface RemoteWorker<Options, Reading> {
	load(options: Options): ReturnType<FrameWorkerApi<Options, Reading>['load']>;
	analyse(frame: Frame, at: number): Promise<Reading>;
	[releaseProxy](): void;
}

export async function openWorkerClient<Options, Reading>(
	spawn: () => Worker,
	options: Options
): Promise<WorkerClient<Reading> | TroubleCode> {
	let worker: Worker;
	try {
		worker = spawn();
	} catch {
		return 'wasm_failed';
	}
	const remote = wrap(worker) as unknown as RemoteWorker<Options, Reading>;
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
