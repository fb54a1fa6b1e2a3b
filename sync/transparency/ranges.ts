/**
 * Which hashes a tree head and its proofs are made of. A tree of n leaves is a row of complete subtrees, one for each 1 in the binary
 * form of n, the largest first (a compact range); its root is that row folded from the right. Proofs name such ranges, so whoever can
 * read complete subtrees (the tiles hold them) can make any proof. Sizes go up to 2⁵³: no bit operators, they stop at 2³².
 */
import type { Bytes } from '../bytes.ts';
import { nodeHash } from './tree-hash.ts';

/** 2^level leaves, the index-th of that size. */
export type Subtree = { level: number; index: number };
/** Leaves from `begin` to before `end`; `begin` is a multiple of the largest subtree in it. */
export type Range = { begin: number; end: number };
export type HashOf = (subtree: Subtree) => Bytes;

export function largestPowerUpTo(n: number): number {
	let power = 1;
	while (power * 2 <= n) power *= 2;
	return power;
}

/** Largest first. */
export function subtreesOf({ begin, end }: Range): Subtree[] {
	const subtrees: Subtree[] = [];
	for (let at = begin; at < end;) {
		const width = largestPowerUpTo(end - at);
		subtrees.push({ level: Math.log2(width), index: at / width });
		at += width;
	}
	return subtrees;
}

/** Throws on an empty row. */
export function fold(hashes: readonly Bytes[]): Bytes {
	return hashes.reduceRight((right, left) => nodeHash(left, right));
}

export function rangeHash(range: Range, hashOf: HashOf): Bytes {
	return fold(subtreesOf(range).map(hashOf));
}

/** RFC 6962, 2.1.1: from the leaf's sibling up to a child of the root. */
export function inclusionRanges(index: number, size: number): Range[] {
	return path(index, { begin: 0, end: size });
}

function path(index: number, { begin, end }: Range): Range[] {
	if (end - begin <= 1) return [];
	const middle = begin + largestPowerUpTo(end - begin - 1);
	return index < middle
		? [...path(index, { begin, end: middle }), { begin: middle, end }]
		: [...path(index, { begin: middle, end }), { begin, end: middle }];
}

/** RFC 6962, 2.1.2. Empty where one of them is empty or both are the same. */
export function consistencyRanges(older: number, newer: number): Range[] {
	if (older === 0 || older === newer) return [];
	return between(older, { begin: 0, end: newer }, true);
}

/** `known`: the subtree is a whole tree that the older checkpoint names by its root. */
function between(older: number, { begin, end }: Range, known: boolean): Range[] {
	if (older === end) return known ? [] : [{ begin, end }];
	const middle = begin + largestPowerUpTo(end - begin - 1);
	return older <= middle
		? [...between(older, { begin, end: middle }, known), { begin: middle, end }]
		: [...between(older, { begin: middle, end }, false), { begin, end: middle }];
}
