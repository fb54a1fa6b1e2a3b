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

/** Rejects with a LogUnreadableError where the storage does not answer. */
export async function reach<T>(ask: () => Promise<T>): Promise<T> {
	try {
		return await ask();
	} catch (cause) {
		throw new LogUnreadableError('the storage of the public log does not answer', { cause });
	}
}

/** null: it is not there. Rejects with a LogUnreadableError. */
export const readObject = (objects: Objects, key: string): Promise<Bytes | null> =>
	reach(async () => {
		const stored = await objects.get(key);
		return stored ? new Uint8Array(await stored.arrayBuffer()) : null;
	});

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
