import { wrap } from 'comlink';
import type { FormManifest } from '#sync/schema/form.ts';
import type { StartCode, Unwrapped } from './start-code.worker.ts';

/** Rejects when the worker cannot run at all. */
export async function unwrapInWorker(manifest: FormManifest, typed: string): Promise<Unwrapped> {
	const worker = new Worker(new URL('./start-code.worker.ts', import.meta.url), { type: 'module' });
	try {
		const failed = new Promise<never>((_, reject) => {
			worker.addEventListener('error', () => reject(new Error('The worker did not start.')));
		});
		return await Promise.race([wrap<StartCode>(worker).unwrap(manifest, typed), failed]);
	} finally {
		worker.terminate();
	}
}
