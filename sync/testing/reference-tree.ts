/** For tests: the tree as RFC 6962, section 2.1, defines it, recursion and all, with nothing in common with how it is computed here. */
import { createHash } from 'node:crypto';

const hash = (...parts: Uint8Array[]): Buffer =>
	parts.reduce((sum, part) => sum.update(part), createHash('sha256')).digest();

/** k: the largest power of two smaller than n. */
const split = (n: number): number => 2 ** (Math.ceil(Math.log2(n)) - 1);

export function treeHash(entries: readonly Uint8Array[]): Buffer {
	const [first] = entries;
	if (!first) return hash();
	if (entries.length === 1) return hash(Uint8Array.of(0), first);
	const k = split(entries.length);
	return hash(Uint8Array.of(1), treeHash(entries.slice(0, k)), treeHash(entries.slice(k)));
}
