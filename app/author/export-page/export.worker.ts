/** Writes a file of questions and reads it again: a large one would hold up the page. It is cancelled by ending it. */
import { expose, transfer } from 'comlink';
import type { AuthoredItem } from '#sync/schema/authored-item.ts';
import { exportItems, type ExportAs } from '../export/export-items.ts';
import type { Exported, MediaBytes } from '../export/report.ts';

const TELL_MS = 100;

const worker = {
	write(
		how: ExportAs,
		items: AuthoredItem[],
		media: MediaBytes,
		tell: (done: number, of: number) => void
	): Exported {
		let told = 0;
		const progress = (done: number, of: number) => {
			const now = performance.now();
			if (now - told < TELL_MS) return;
			told = now;
			tell(done, of);
		};
		const exported = exportItems(how, items, media, { progress, cancelled: () => false });
		return transfer(exported, [exported.bytes.buffer]);
	}
};
export type ExportWorker = typeof worker;

expose(worker);
