/** Where the public log's tiles and its checkpoint lie: in a bucket of their own, because all else that is stored is secret. */
import { unsafeReadCheckpoint } from '#sync/transparency/checkpoint.ts';
import type { Checkpoint } from '#sync/transparency/checkpoint.ts';
import type { WrittenTile } from '#sync/transparency/tile-edge.ts';
import type { FetchTile } from '#sync/transparency/tile-reader.ts';
import { tilePath, TILE_WIDTH } from '#sync/transparency/tile-path.ts';
import { LogUnreadableError, reach, readObject } from './read-object.ts';

/** What of a bucket is used here. */
export interface LogObjects {
	get(key: string): Promise<{
		etag: string;
		text(): Promise<string>;
		arrayBuffer(): Promise<ArrayBuffer>;
	} | null>;
	/** null: what `onlyIf` asks for does not hold. */
	put(
		key: string,
		value: string | Uint8Array,
		options?: { onlyIf: { etagMatches: string } | { etagDoesNotMatch: string } }
	): Promise<{ etag: string } | null>;
	delete(keys: string[]): Promise<void>;
	list(options: { prefix: string }): Promise<{ objects: { key: string }[] }>;
}

const CHECKPOINT = 'checkpoint';
const AT_ONCE = 20;

export async function readPublished(
	objects: Pick<LogObjects, 'get'>
): Promise<{ note: string; checkpoint: Checkpoint; etag: string } | null> {
	const stored = await reach(async () => {
		const object = await objects.get(CHECKPOINT);
		return object && { note: await object.text(), etag: object.etag };
	});
	if (!stored) return null;
	const checkpoint = unsafeReadCheckpoint(stored.note);
	// Our own object: one that cannot be read is no reason to begin a new log over it.
	if (!checkpoint) throw new LogUnreadableError('the published checkpoint cannot be read');
	return { ...stored, checkpoint };
}

/**
 * In the place of the one that was read, and of no other: what was published meanwhile, by a second log or by hand, is looked at first.
 * `etag`: of what was read; null: there was none. Answers the new one.
 */
export async function putCheckpoint(
	objects: LogObjects,
	note: string,
	etag: string | null
): Promise<string> {
	const onlyIf = etag === null ? { etagDoesNotMatch: '*' } : { etagMatches: etag };
	const stored = await objects.put(CHECKPOINT, note, { onlyIf });
	if (!stored) throw new Error('another checkpoint was published meanwhile');
	return stored.etag;
}

export async function putTiles(objects: LogObjects, tiles: readonly WrittenTile[]): Promise<void> {
	for (let at = 0; at < tiles.length; at += AT_ONCE)
		await Promise.all(
			tiles.slice(at, at + AT_ONCE).map(({ tile, bytes }) => objects.put(tilePath(tile), bytes))
		);
}

/** Where the partial tiles lie that a full one has taken the place of. Only the first of each kind was ever partial before. */
export function partialsBefore(tiles: readonly WrittenTile[]): string[] {
	const first = new Map<number | null, string>();
	for (const { tile } of tiles)
		if (tile.width >= TILE_WIDTH && !first.has(tile.level))
			first.set(tile.level, `${tilePath(tile)}.p/`);
	return [...first.values()];
}

export async function removePartials(objects: LogObjects, prefix: string): Promise<void> {
	const { objects: found } = await objects.list({ prefix });
	if (found.length > 0) await objects.delete(found.map(({ key }) => key));
}

export const tilesIn =
	(objects: Pick<LogObjects, 'get'>): FetchTile =>
	(tile) =>
		readObject(objects, tilePath(tile));
