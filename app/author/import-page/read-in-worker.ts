import { proxy, wrap } from 'comlink';
import type { Imported } from '../import/report.ts';
import type { ImportWorker } from './import.worker.ts';

export interface Reading {
	/** Rejects where the worker broke, or ran out of memory. */
	imported: Promise<Imported>;
	/** `imported` is never settled after this. */
	cancel: () => void;
}
export type ReadFile = (
	name: string,
	bytes: ArrayBuffer,
	progress: (done: number, of: number) => void
) => Reading;

export const readInWorker: ReadFile = (name, bytes, progress) => {
	const worker = new Worker(new URL('./import.worker.ts', import.meta.url), { type: 'module' });
	const broken = new Promise<never>((_, reject) => {
		worker.addEventListener('error', (event) => reject(new Error(event.message || 'worker')));
		worker.addEventListener('messageerror', () => reject(new Error('messageerror')));
	});
	const read = wrap<ImportWorker>(worker).read(name, bytes, proxy(progress));
	const imported = Promise.race([read, broken]);
	const end = () => worker.terminate();
	void imported.then(end, end);
	return { imported, cancel: end };
};
