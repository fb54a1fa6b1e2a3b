import { proxy, wrap } from 'comlink';
import type { AuthoredItem } from '#sync/schema/authored-item.ts';
import type { ExportAs } from '../export/export-items.ts';
import type { Exported, MediaBytes } from '../export/report.ts';
import type { ExportWorker } from './export.worker.ts';

export interface Writing {
	/** Rejects where the worker broke, or ran out of memory. */
	exported: Promise<Exported>;
	/** `exported` is never settled after this. */
	cancel: () => void;
}
export type WriteItems = (
	how: ExportAs,
	items: readonly AuthoredItem[],
	media: MediaBytes,
	progress: (done: number, of: number) => void
) => Writing;

export const writeInWorker: WriteItems = (how, items, media, progress) => {
	const worker = new Worker(new URL('./export.worker.ts', import.meta.url), { type: 'module' });
	const broken = new Promise<never>((_, reject) => {
		worker.addEventListener('error', (event) => reject(new Error(event.message || 'worker')));
		worker.addEventListener('messageerror', () => reject(new Error('messageerror')));
	});
	const write = wrap<ExportWorker>(worker).write(how, [...items], media, proxy(progress));
	const exported = Promise.race([write, broken]);
	const end = () => worker.terminate();
	void exported.then(end, end);
	return { exported, cancel: end };
};
