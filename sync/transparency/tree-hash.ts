/** Hashes of an RFC 6962 Merkle tree (section 2.1). The two prefixes keep a leaf from being shown as a node. */
import { concat } from '../bytes.ts';
import type { Bytes } from '../bytes.ts';
import { sha256 } from '../hash.ts';

export const HASH_BYTES = 32;
const leafPrefix = Uint8Array.of(0);
const nodePrefix = Uint8Array.of(1);

export const emptyRoot = (): Bytes => sha256(new Uint8Array(0));
export const leafHash = (entry: Uint8Array): Bytes => sha256(concat(leafPrefix, entry));
export const nodeHash = (left: Uint8Array, right: Uint8Array): Bytes =>
	sha256(concat(nodePrefix, left, right));
