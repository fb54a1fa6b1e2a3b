/** Proofs from tiles. Whoever can fetch tiles needs nothing else of the log, and learns from the root whether they were the right ones. */
import type { Bytes } from '../bytes.ts';
import { consistencyRanges, inclusionRanges, rangeHash, subtreesOf } from './ranges.ts';
import type { HashOf, Range, Subtree } from './ranges.ts';
import { wholeRoot } from './tile-edge.ts';
import { tilePath, tileWith, TILE_WIDTH } from './tile-path.ts';
import type { Tile } from './tile-path.ts';
import { HASH_BYTES } from './tree-hash.ts';

/** null: it is not there. */
export type FetchTile = (tile: Tile) => Promise<Uint8Array | null>;

/** null: a tile is missing or too short. */
export async function inclusionProof(
	index: number,
	size: number,
	fetchTile: FetchTile
): Promise<Bytes[] | null> {
	return hashesOf(inclusionRanges(index, size), size, fetchTile);
}

/** `older` is at most `newer`. null: a tile is missing or too short. */
export async function consistencyProof(
	older: number,
	newer: number,
	fetchTile: FetchTile
): Promise<Bytes[] | null> {
	return hashesOf(consistencyRanges(older, newer), newer, fetchTile);
}

async function hashesOf(
	ranges: readonly Range[],
	size: number,
	fetchTile: FetchTile
): Promise<Bytes[] | null> {
	const subtrees = ranges.flatMap(subtreesOf);
	const wanted = new Map(
		subtrees.map((subtree) => {
			const { tile } = tileWith(subtree, size);
			return [tilePath(tile), tile] as const;
		})
	);
	const fetched = new Map<string, Uint8Array>();
	await Promise.all(
		[...wanted].map(async ([path, tile]) => {
			// A partial tile may be gone once the full one is there, which begins with the same hashes.
			const bytes =
				(await fetchTile(tile)) ??
				(tile.width < TILE_WIDTH ? await fetchTile({ ...tile, width: TILE_WIDTH }) : null);
			if (bytes && bytes.length >= tile.width * HASH_BYTES) fetched.set(path, bytes);
		})
	);
	if (fetched.size < wanted.size) return null;
	const hashOf: HashOf = (subtree: Subtree) => {
		const { tile, from, count } = tileWith(subtree, size);
		const bytes = fetched.get(tilePath(tile)) ?? new Uint8Array(0);
		return wholeRoot(
			Array.from({ length: count }, (_, at) =>
				Uint8Array.from(bytes.subarray((from + at) * HASH_BYTES, (from + at + 1) * HASH_BYTES))
			)
		);
	};
	return ranges.map((range) => rangeHash(range, hashOf));
}
