/** Reads a file of questions: parsing a large one would hold up the page. It is cancelled by ending it. */
import { expose, transfer } from 'comlink';
import { importFile } from '../import/import-file.ts';
import type { Imported } from '../import/report.ts';

const TELL_MS = 100;

const worker = {
	read(name: string, bytes: ArrayBuffer, tell: (done: number, of: number) => void): Imported {
		let told = 0;
		const progress = (done: number, of: number) => {
			const now = performance.now();
			if (now - told < TELL_MS) return;
			told = now;
			tell(done, of);
		};
		const imported = importFile(name, new Uint8Array(bytes), { progress, cancelled: () => false });
		const buffers = imported.ok ? imported.report.media.map(({ content }) => content.buffer) : [];
		return transfer(imported, [...new Set(buffers)]);
	}
};
export type ImportWorker = typeof worker;

expose(worker);
