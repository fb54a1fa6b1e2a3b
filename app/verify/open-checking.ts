/** Checking with the browser around it: workers that read and prove, and what the installation publishes. */
import { wrap } from 'comlink';
import type { Api } from '#app/api/api.ts';
import { Checking } from './checking.svelte.ts';
import { freshWorkers, type CheckWorker } from './fresh-workers.ts';
import type { VerifyWorker } from './verify.worker.ts';

function startWorker(): CheckWorker {
	const worker = new Worker(new URL('./verify.worker.ts', import.meta.url), { type: 'module' });
	const { check } = wrap<VerifyWorker>(worker);
	return {
		check: (texts, keys) => check(texts, keys),
		onbroken: (tell) => {
			worker.onerror = ({ message }) => tell(new Error(message || 'the worker ended'));
			worker.onmessageerror = () => tell(new Error('the answer could not be read'));
		},
		end: () => worker.terminate()
	};
}

export function openChecking(api: Api): { checking: Checking; close(): void } {
	const { check, close } = freshWorkers(startWorker);
	const checking = new Checking({
		check,
		published: async () => (await api.keys()).keys,
		memory: localStorage
	});
	return { checking, close };
}
