import { wrap, type Remote } from 'comlink';
import type { RecordWorker } from './record.worker.ts';

export type RunningWorker = { reader: Remote<RecordWorker>; terminate(): void };

export function startRecordWorker(): RunningWorker {
	const worker = new Worker(new URL('./record.worker.ts', import.meta.url), { type: 'module' });
	return { reader: wrap<RecordWorker>(worker), terminate: () => worker.terminate() };
}
