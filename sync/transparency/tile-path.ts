/**
 * Names of tiles (C2SP tlog-tiles): a tile is up to 256 neighbouring hashes of one level in every eight of the tree, an entry bundle up to
 * 256 neighbouring leaves. Full ones never change; the last of each level is partial and named with its width.
 */
export const TILE_WIDTH = 256;
const TILE_HEIGHT = 8;
/** 256⁷ exceeds 2⁵³, so no tree that can be counted here has a higher one. */
const TOP_LEVEL = 6;

/** `level` null: a bundle of entries. */
export type Tile = { level: number | null; index: number; width: number };

export function tilePath({ level, index, width }: Tile): string {
	const groups: string[] = [];
	for (let rest = index; groups.length === 0 || rest > 0; rest = Math.floor(rest / 1000))
		groups.unshift(String(rest % 1000).padStart(3, '0'));
	const name = groups.map((group, at) => (at < groups.length - 1 ? `x${group}` : group)).join('/');
	const partial = width < TILE_WIDTH ? `.p/${width}` : '';
	return `tile/${level ?? 'entries'}/${name}${partial}`;
}

/** null: no tile is called so. One spelling for each. */
export function readTilePath(path: string): Tile | null {
	const read = /^tile\/(entries|\d)\/((?:x\d{3}\/)*\d{3})(?:\.p\/([1-9]\d{0,2}))?$/.exec(path);
	if (!read) return null;
	const tile: Tile = {
		level: read[1] === 'entries' ? null : Number(read[1]),
		index: Number(read[2]?.replaceAll(/[x/]/g, '')),
		width: Number(read[3] ?? TILE_WIDTH)
	};
	if ((tile.level ?? 0) > TOP_LEVEL || !Number.isSafeInteger(tile.index)) return null;
	return tilePath(tile) === path ? tile : null;
}

/** The tile that holds a complete subtree's hash, or the hashes it is made of, in a tree of `size` leaves. */
export function tileWith(
	{ level, index }: { level: number; index: number },
	size: number
): { tile: Tile & { level: number }; from: number; count: number } {
	const tileLevel = Math.floor(level / TILE_HEIGHT);
	const count = 2 ** (level % TILE_HEIGHT);
	const first = index * count;
	const at = Math.floor(first / TILE_WIDTH);
	const there = Math.floor(size / TILE_WIDTH ** tileLevel);
	const width = Math.min(TILE_WIDTH, there - at * TILE_WIDTH);
	return {
		tile: { level: tileLevel, index: at, width },
		from: first - at * TILE_WIDTH,
		count
	};
}
