/**
 * The right edge of the tree: of each level of tiles the hashes of the one that is not full. All that is needed to add leaves, to compute
 * the root and to write the tiles that changed; a few kilobytes, however large the tree.
 */
import { concat } from '../bytes.ts';
import type { Bytes } from '../bytes.ts';
import { fold, largestPowerUpTo } from './ranges.ts';
import { TILE_WIDTH } from './tile-path.ts';
import type { Tile } from './tile-path.ts';
import { emptyRoot, leafHash, nodeHash } from './tree-hash.ts';

export type TileEdge = {
	size: number;
	/** By level, from the leaves up; each has fewer than 256. */
	levels: readonly (readonly Bytes[])[];
};
export type WrittenTile = { tile: Tile; bytes: Bytes };
export type Grown = { edge: TileEdge; tiles: WrittenTile[] };

export const emptyEdge: TileEdge = { size: 0, levels: [] };

/**
 * `entries` come after the tree's last. `tail`: the entries that the last bundle holds so far. Answers the tiles that were filled and,
 * of each level that changed, the partial one.
 */
export function grow(
	{ size, levels: before }: TileEdge,
	tail: readonly Uint8Array[],
	entries: readonly Uint8Array[]
): Grown {
	const levels = before.map((hashes) => [...hashes]);
	const tiles = bundles(size, tail, entries);
	let rising = entries.map(leafHash);
	for (let level = 0, count = size; rising.length > 0; level++) {
		const row = (levels[level] ??= []);
		let index = Math.floor(count / TILE_WIDTH);
		const full: Bytes[] = [];
		for (const hash of rising) {
			row.push(hash);
			if (row.length < TILE_WIDTH) continue;
			tiles.push({ tile: { level, index, width: TILE_WIDTH }, bytes: concat(...row) });
			full.push(wholeRoot(row));
			row.length = 0;
			index++;
		}
		if (row.length > 0)
			tiles.push({ tile: { level, index, width: row.length }, bytes: concat(...row) });
		rising = full;
		count = Math.floor(count / TILE_WIDTH);
	}
	return { edge: { size: size + entries.length, levels }, tiles };
}

/** C2SP: each entry with its length in two bytes before it. */
function bundles(
	size: number,
	tail: readonly Uint8Array[],
	entries: readonly Uint8Array[]
): WrittenTile[] {
	if (tail.length !== size % TILE_WIDTH) throw new Error('the last bundle is not all there');
	const all = [...tail, ...entries];
	const first = (size - tail.length) / TILE_WIDTH;
	const written: WrittenTile[] = [];
	if (entries.length === 0) return written;
	for (let at = 0; at < all.length; at += TILE_WIDTH) {
		const held = all.slice(at, at + TILE_WIDTH);
		const parts = held.flatMap((entry) => [
			Uint8Array.of(entry.length >> 8, entry.length & 0xff),
			entry
		]);
		const tile = { level: null, index: first + at / TILE_WIDTH, width: held.length };
		written.push({ tile, bytes: concat(...parts) });
	}
	return written;
}

/** Of 2ⁿ hashes. */
export function wholeRoot(hashes: readonly Bytes[]): Bytes {
	let row = hashes;
	while (row.length > 1) {
		const above: Bytes[] = [];
		for (let at = 0; at + 1 < row.length; at += 2) {
			const [left, right] = [row[at], row[at + 1]];
			if (left && right) above.push(nodeHash(left, right));
		}
		row = above;
	}
	const [root] = row;
	if (!root) throw new Error('no hashes');
	return root;
}

export function rootOf({ levels }: TileEdge): Bytes {
	// The highest level holds the largest subtrees; within a level the first ones do.
	const subtrees = levels.toReversed().flatMap((hashes) => {
		const roots: Bytes[] = [];
		for (let at = 0; at < hashes.length;) {
			const width = largestPowerUpTo(hashes.length - at);
			roots.push(wholeRoot(hashes.slice(at, at + width)));
			at += width;
		}
		return roots;
	});
	return subtrees.length === 0 ? emptyRoot() : fold(subtrees);
}
