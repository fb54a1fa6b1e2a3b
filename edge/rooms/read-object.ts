/** Objects of the public log that may be out of reach. */
import type { Bytes } from '#sync/bytes.ts';
import { logProblem } from '../log.ts';

/** Of a bucket, what is needed to read. */
export type Objects = {
	get: (key: string) => Promise<{ arrayBuffer: () => Promise<ArrayBuffer> } | null>;
};

/** What is published is out of reach, or cannot be read. */
export class LogUnreadableError extends Error {
	constructor(says: string, options?: ErrorOptions) {
		super(says, options);
		this.name = 'LogUnreadableError';
	}
}

/** null: it is not there. Rejects with a LogUnreadableError. */
export async function readObject(objects: Objects, key: string): Promise<Bytes | null> {
	try {
		const stored = await objects.get(key);
		return stored ? new Uint8Array(await stored.arrayBuffer()) : null;
	} catch (cause) {
		throw new LogUnreadableError('the storage of the public log does not answer', { cause });
	}
}

/** For what is whole without it: nothing while what is published cannot be read. */
export async function noneIfUnreadable<T>(made: Promise<T[]>): Promise<T[]> {
	try {
		return await made;
	} catch (problem) {
		if (!(problem instanceof LogUnreadableError)) throw problem;
		logProblem('log.unreadable', problem);
		return [];
	}
}
