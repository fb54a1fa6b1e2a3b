/** Each check has a worker of its own: what was given before ends with it, however much there was to do, and one that fails is told of. */
import type { CheckingWorld } from './checking.svelte.ts';

export interface CheckWorker {
	check: CheckingWorld['check'];
	/** Told when the worker ends by itself: it could not be loaded, or its memory was not enough. */
	onbroken(tell: (problem: Error) => void): void;
	end(): void;
}

export function freshWorkers(start: () => CheckWorker): {
	check: CheckingWorld['check'];
	close(): void;
} {
	let running: CheckWorker | null = null;
	const end = (worker: CheckWorker | null) => {
		worker?.end();
		if (running === worker) running = null;
	};
	return {
		check: async (texts, keys) => {
			end(running);
			const worker = start();
			running = worker;
			try {
				return await new Promise((done, failed) => {
					worker.onbroken(failed);
					worker.check(texts, keys).then(done, failed);
				});
			} finally {
				end(worker);
			}
		},
		close: () => end(running)
	};
}
