/**
 * One round of publishing: tiles first, then the checkpoint, then the note of how far that is. Whoever reads a checkpoint finds the tiles
 * of it; a round that was cut short anywhere is done again with the same result, because entries have their places before.
 *
 * Nothing is signed before the last checkpoint that was published was held against the entries that are here (SPEC G12): after an older
 * backup was put back there are too few of them, or others, and then nothing is signed at all.
 */
import { equal, toHex } from '#sync/bytes.ts';
import type { Checkpoint } from '#sync/transparency/checkpoint.ts';
import { notProven } from '#sync/transparency/problem.ts';
import type { NotProven } from '#sync/transparency/problem.ts';
import { emptyEdge, grow, rootOf } from '#sync/transparency/tile-edge.ts';
import type { TileEdge, WrittenTile } from '#sync/transparency/tile-edge.ts';
import { TILE_WIDTH } from '#sync/transparency/tile-path.ts';
import type { LogLeaves } from './log-leaves.ts';

type Leaves = Pick<LogLeaves, 'count' | 'entries'>;
export type Standing = { ok: true; edge: TileEdge } | NotProven;
type PutTiles = (tiles: readonly WrittenTile[]) => Promise<void>;

/** So many entries in memory at once. */
const STEP = 16 * TILE_WIDTH;

/**
 * Is what was published a beginning of what is here? Answers the edge to go on from: that of the published checkpoint. `kept`: the one that
 * was noted last. `put`: for tiles that the storage may have lost.
 */
export async function standingOf(
	published: Checkpoint | null,
	{ leaves, kept, origin }: { leaves: Leaves; kept: TileEdge; origin: string },
	put: PutTiles
): Promise<Standing> {
	const size = published?.size ?? 0;
	const held = leaves.count();
	if (published && published.origin !== origin)
		return notProven('other_log', { published: published.origin, own: origin });
	if (held < size) return notProven('log_behind', { held, published: size });
	// The storage is behind what was noted: a backup of it was put back, and its tiles are written anew.
	const lost = kept.size > size;
	const nothing = async () => undefined;
	const edge = await growTo(size, lost ? emptyEdge : kept, leaves, lost ? put : nothing);
	const root = rootOf(edge);
	if (published && !equal(root, published.root))
		return notProven('log_forked', { size, own: toHex(root), published: toHex(published.root) });
	return { ok: true, edge };
}

export async function growTo(
	size: number,
	from: TileEdge,
	leaves: Leaves,
	put: PutTiles
): Promise<TileEdge> {
	let edge = from;
	while (edge.size < size) {
		const tail = leaves.entries(edge.size - (edge.size % TILE_WIDTH), edge.size);
		const fresh = leaves.entries(edge.size, Math.min(size, edge.size + STEP));
		if (fresh.length === 0) throw new Error(`no entry ${edge.size} of ${size}`);
		const grown = grow(edge, tail, fresh);
		await put(grown.tiles);
		edge = grown.edge;
	}
	return edge;
}
