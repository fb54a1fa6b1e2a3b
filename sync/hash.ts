/** SHA-256, synchronous: a WebCrypto digest per entry costs more in hops between threads than the hashing itself. */
import { sha256 as noble } from '@noble/hashes/sha2.js';
import { toHex } from './bytes.ts';
import type { Bytes } from './bytes.ts';

export function sha256(bytes: Uint8Array): Bytes {
	return noble(bytes) as Bytes;
}

export function sha256Hex(bytes: Uint8Array): string {
	return toHex(sha256(bytes));
}
