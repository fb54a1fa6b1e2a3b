/** Checking with the browser around it: a worker that reads and proves, and what the installation publishes. */
import { wrap } from 'comlink';
import type { Api } from '#app/api/api.ts';
import { Checking } from './checking.svelte.ts';
import type { VerifyWorker } from './verify.worker.ts';

export function openChecking(api: Api): { checking: Checking; close(): void } {
	const worker = new Worker(new URL('./verify.worker.ts', import.meta.url), { type: 'module' });
	const { check } = wrap<VerifyWorker>(worker);
	const checking = new Checking({
		check: (texts, keys) => check(texts, keys),
		published: async () => (await api.keys()).keys,
		memory: localStorage
	});
	return { checking, close: () => worker.terminate() };
}
