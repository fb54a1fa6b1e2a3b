import { expose } from 'comlink';
import { readMedia } from './read-media.ts';
import { RecordReader } from './record-reader.ts';

const reader = new RecordReader();

const worker = {
	read: (bytes: ArrayBuffer) => reader.read(bytes),
	prove: (...given: Parameters<RecordReader['prove']>) => reader.prove(...given),
	media: readMedia
};
export type RecordWorker = typeof worker;

expose(worker);
