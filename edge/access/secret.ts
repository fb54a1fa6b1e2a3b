/** Compares what must stay secret: in the same time, however much of it is right. */
import { utf8 } from '#sync/bytes.ts';
import { sha256 } from '#sync/hash.ts';

/** Of the same length, which is no secret. */
export function sameBytes(a: Uint8Array, b: Uint8Array): boolean {
	if (a.length !== b.length) return false;
	let differs = 0;
	for (let at = 0; at < a.length; at++) differs |= (a[at] ?? 0) ^ (b[at] ?? 0);
	return differs === 0;
}

/** Hashed first, so that not even the length shows. */
export function sameSecret(given: string, expected: string): boolean {
	return sameBytes(sha256(utf8(given)), sha256(utf8(expected)));
}
