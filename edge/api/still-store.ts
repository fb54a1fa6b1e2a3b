/** Where stills lie: all of an attempt under one prefix, so that they go at once, and nothing under it that could be read without the key. */
import { concat } from '#sync/bytes.ts';
import type { Bytes } from '#sync/bytes.ts';
import { stillParts } from '#sync/stills.ts';
import { openStill, sealStill } from '../access/still-seal.ts';
import { keysUnder, removeUnder } from './file-store.ts';
import type { Blobs } from './file-store.ts';

const ofAttempt = (attempt: string) => `stills/${attempt}/`;
const ofStill = (attempt: string, hash: string) => `${ofAttempt(attempt)}parts/${hash}/`;
const wholeKey = (attempt: string, hash: string) => `${ofAttempt(attempt)}${hash}`;

type Place = { attempt: string; hash: string };

/** Numbers of the parts that are there. */
export async function stillPartsHeld(blobs: Blobs, { attempt, hash }: Place): Promise<number[]> {
	const prefix = ofStill(attempt, hash);
	const keys = await keysUnder(blobs, prefix);
	return keys.map((key) => Number(key.slice(prefix.length))).sort((a, b) => a - b);
}

export async function putStillPart(
	blobs: Blobs,
	key: Bytes,
	{ part, ...place }: Place & { part: number },
	bytes: Bytes
): Promise<void> {
	const sealed = await sealStill(key, { ...place, part }, bytes);
	await blobs.put(ofStill(place.attempt, place.hash) + String(part), sealed);
}

/** All parts one after the other; null: one is missing or does not open. */
export async function joinStill(
	blobs: Blobs,
	key: Bytes,
	{ bytes, ...place }: Place & { bytes: number }
): Promise<Bytes | null> {
	const parts: Bytes[] = [];
	for (let part = 0; part < stillParts(bytes); part++) {
		const stored = await blobs.get(ofStill(place.attempt, place.hash) + String(part));
		const opened =
			stored &&
			(await openStill(key, { ...place, part }, new Uint8Array(await stored.arrayBuffer())));
		if (!opened) return null;
		parts.push(opened);
	}
	const whole = concat(...parts);
	return whole.length === bytes ? whole : null;
}

export async function putStill(
	blobs: Blobs,
	key: Bytes,
	place: Place,
	picture: Bytes
): Promise<void> {
	const sealed = await sealStill(key, { ...place, part: null }, picture);
	await blobs.put(wholeKey(place.attempt, place.hash), sealed);
}

/** null: it is not there, or does not open. */
export async function readStill(blobs: Blobs, key: Bytes, place: Place): Promise<Bytes | null> {
	const stored = await blobs.get(wholeKey(place.attempt, place.hash));
	if (!stored) return null;
	return openStill(key, { ...place, part: null }, new Uint8Array(await stored.arrayBuffer()));
}

export const removeStillParts = (blobs: Blobs, { attempt, hash }: Place): Promise<void> =>
	removeUnder(blobs, ofStill(attempt, hash));

export async function removeStill(blobs: Blobs, place: Place): Promise<void> {
	await removeStillParts(blobs, place);
	await blobs.delete(wholeKey(place.attempt, place.hash));
}

/** Whole stills and parts. */
export const removeStills = (blobs: Blobs, attempt: string): Promise<void> =>
	removeUnder(blobs, ofAttempt(attempt));
