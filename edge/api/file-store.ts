/** Where the bytes of students' files lie. Everything of an attempt stands under one prefix, so that it can go at once. */
import { partsOf } from '#sync/upload.ts';

export type Blobs = Pick<R2Bucket, 'get' | 'put' | 'delete' | 'list'>;

const ofAttempt = (attempt: string) => `uploads/${attempt}/`;
const waiting = (attempt: string) => `${ofAttempt(attempt)}parts/`;
const ofFile = (attempt: string, hash: string) => `${waiting(attempt)}${hash}/`;
export const fileKey = (attempt: string, hash: string) => `${ofAttempt(attempt)}${hash}`;

const AT_ONCE = 1000;

export async function keysUnder(blobs: Blobs, prefix: string): Promise<string[]> {
	const { objects } = await blobs.list({ prefix, limit: AT_ONCE });
	return objects.map(({ key }) => key);
}

/** Numbers of the parts that are there. */
export async function partsHeld(blobs: Blobs, attempt: string, hash: string): Promise<number[]> {
	const prefix = ofFile(attempt, hash);
	const keys = await keysUnder(blobs, prefix);
	return keys.map((key) => Number(key.slice(prefix.length))).sort((a, b) => a - b);
}

/** Parts of all files of the attempt that are not whole yet. */
export const countParts = async (blobs: Blobs, attempt: string): Promise<number> =>
	(await keysUnder(blobs, waiting(attempt))).length;

export async function putPart(
	blobs: Blobs,
	{ attempt, hash, part }: { attempt: string; hash: string; part: number },
	bytes: Uint8Array
): Promise<void> {
	await blobs.put(ofFile(attempt, hash) + String(part), bytes);
}

/** All parts one after the other; null: one is missing. */
export async function joinParts(
	blobs: Blobs,
	attempt: string,
	{ hash, bytes }: { hash: string; bytes: number }
): Promise<Uint8Array<ArrayBuffer> | null> {
	const whole = new Uint8Array(bytes);
	let at = 0;
	for (let part = 0; part < partsOf(bytes); part++) {
		const stored = await blobs.get(ofFile(attempt, hash) + String(part));
		if (!stored || at + stored.size > bytes) return null;
		whole.set(new Uint8Array(await stored.arrayBuffer()), at);
		at += stored.size;
	}
	return at === bytes ? whole : null;
}

export const removeParts = (blobs: Blobs, attempt: string, hash: string): Promise<void> =>
	removeUnder(blobs, ofFile(attempt, hash));

/** Whole files and parts. */
export const removeFiles = (blobs: Blobs, attempt: string): Promise<void> =>
	removeUnder(blobs, ofAttempt(attempt));

export async function removeUnder(blobs: Blobs, prefix: string): Promise<void> {
	for (let keys = await keysUnder(blobs, prefix); keys.length > 0;) {
		await blobs.delete(keys);
		keys = await keysUnder(blobs, prefix);
	}
}
