/** RFC 9162, 2.1.3.2 and 2.1.4.2: does a row of hashes lead to the root? Nothing here needs the tree. */
import { equal } from '../bytes.ts';
import type { Bytes } from '../bytes.ts';
import { emptyRoot, nodeHash } from './tree-hash.ts';

export type TreeHead = { size: number; root: Uint8Array };

const isOdd = (n: number): boolean => n % 2 === 1;
const half = (n: number): number => Math.floor(n / 2);

/** `index` is below `head.size`. */
export function isIncluded(
	leaf: Bytes,
	index: number,
	proof: readonly Bytes[],
	{ size, root }: TreeHead
): boolean {
	let [node, last] = [index, size - 1];
	let hash = leaf;
	for (const sibling of proof) {
		if (last === 0) return false;
		if (isOdd(node) || node === last) {
			hash = nodeHash(sibling, hash);
			while (!isOdd(node) && node !== 0) [node, last] = [half(node), half(last)];
		} else hash = nodeHash(hash, sibling);
		[node, last] = [half(node), half(last)];
	}
	return last === 0 && equal(hash, root);
}

/** `older.size` is at most `newer.size`. Every tree follows the empty one. */
export function isConsistent(older: TreeHead, newer: TreeHead, proof: readonly Bytes[]): boolean {
	if (older.size === newer.size) return proof.length === 0 && equal(older.root, newer.root);
	if (older.size === 0) return proof.length === 0 && equal(older.root, emptyRoot());
	// A tree of 2ⁿ leaves is itself a subtree of the newer one: its root is the first hash, and not sent.
	const whole = Number.isInteger(Math.log2(older.size));
	const [first, ...rest] = whole ? [older.root, ...proof] : proof;
	if (!first) return false;
	let [node, last] = [older.size - 1, newer.size - 1];
	while (isOdd(node)) [node, last] = [half(node), half(last)];
	let [before, after] = [first, first];
	for (const hash of rest) {
		if (last === 0) return false;
		if (isOdd(node) || node === last) {
			[before, after] = [nodeHash(hash, before), nodeHash(hash, after)];
			while (!isOdd(node) && node !== 0) [node, last] = [half(node), half(last)];
		} else after = nodeHash(after, hash);
		[node, last] = [half(node), half(last)];
	}
	return last === 0 && equal(before, older.root) && equal(after, newer.root);
}
