/** Where the public log's tiles and its checkpoint lie: in a bucket of their own, because all else that is stored is secret. */
import { unsafeReadCheckpoint } from '#sync/transparency/checkpoint.ts';
import type { Checkpoint } from '#sync/transparency/checkpoint.ts';
import type { WrittenTile } from '#sync/transparency/tile-edge.ts';
import type { FetchTile } from '#sync/transparency/tile-reader.ts';
import { tilePath, TILE_WIDTH } from '#sync/transparency/tile-path.ts';
import { LogUnreadableError, readObject } from './read-object.ts';

export type LogObjects = Pick<R2Bucket, 'get' | 'put' | 'delete' | 'list'>;

const CHECKPOINT = 'checkpoint';
const AT_ONCE = 20;

export async function readPublished(
	objects: Pick<LogObjects, 'get'>
): Promise<{ note: string; checkpoint: Checkpoint } | null> {
	const bytes = await readObject(objects, CHECKPOINT);
	if (!bytes) return null;
	const note = new TextDecoder().decode(bytes);
	const checkpoint = unsafeReadCheckpoint(note);
	// Our own object: one that cannot be read is no reason to begin a new log over it.
	if (!checkpoint) throw new LogUnreadableError('the published checkpoint cannot be read');
	return { note, checkpoint };
}

export async function putCheckpoint(objects: LogObjects, note: string): Promise<void> {
	await objects.put(CHECKPOINT, note);
}

export async function putTiles(objects: LogObjects, tiles: readonly WrittenTile[]): Promise<void> {
	for (let at = 0; at < tiles.length; at += AT_ONCE)
		await Promise.all(
			tiles.slice(at, at + AT_ONCE).map(({ tile, bytes }) => objects.put(tilePath(tile), bytes))
		);
}

/** Partial tiles that a full one has taken the place of. Only the first of each kind was ever partial before. */
export async function removePartials(
	objects: LogObjects,
	tiles: readonly WrittenTile[]
): Promise<void> {
	const seen = new Set<number | null>();
	for (const { tile } of tiles) {
		if (tile.width < TILE_WIDTH || seen.has(tile.level)) continue;
		seen.add(tile.level);
		const { objects: found } = await objects.list({ prefix: `${tilePath(tile)}.p/` });
		if (found.length > 0) await objects.delete(found.map(({ key }) => key));
	}
}

export const tilesIn =
	(objects: Pick<LogObjects, 'get'>): FetchTile =>
	(tile) =>
		readObject(objects, tilePath(tile));
