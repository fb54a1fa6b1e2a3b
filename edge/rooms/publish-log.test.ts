import { expect, test } from 'vitest';
import { u32 } from '#sync/bytes.ts';
import { sha256 } from '#sync/hash.ts';
import { emptyEdge, rootOf } from '#sync/transparency/tile-edge.ts';
import type { TileEdge, WrittenTile } from '#sync/transparency/tile-edge.ts';
import { memorySql } from '../../tests/support/memory-sql.ts';
import { LogLeaves } from './log-leaves.ts';
import { growTo, standingOf } from './publish-log.ts';

const origin = 'exams.example/api/v1/log';
const entry = (at: number) => sha256(u32(at));
function logOf(count: number, changed = -1) {
	const leaves = new LogLeaves(memorySql());
	leaves.add(Array.from({ length: count }, (_, at) => entry(at === changed ? 1_000_000 : at)));
	return leaves;
}
const nowhere = async () => undefined;
const checkpointOf = async (size: number) => ({
	origin,
	size,
	root: rootOf(await growTo(size, emptyEdge, logOf(size), nowhere))
});
const judge = async (
	published: number | null,
	leaves: LogLeaves,
	kept: TileEdge = emptyEdge,
	put: (tiles: readonly WrittenTile[]) => Promise<void> = nowhere
) =>
	standingOf(
		published === null ? null : await checkpointOf(published),
		{ leaves, kept, origin },
		put
	);

test('G11: an entry has one place for good, however often and beside what it comes', () => {
	const leaves = new LogLeaves(memorySql());
	expect(leaves.add([entry(1), entry(2)])).toEqual([0, 1]);
	expect(leaves.add([entry(2), entry(3), entry(1), entry(3)])).toEqual([1, 2, 0, 2]);
	expect(leaves.entries(1, 3)).toEqual([entry(2), entry(3)]);
});

test('G12: a log goes on from what is published, noted or not', async () => {
	const leaves = logOf(300);
	expect(await judge(null, leaves)).toMatchObject({ ok: true, edge: { size: 0 } });
	expect(await judge(200, leaves)).toMatchObject({ ok: true, edge: { size: 200 } });
	const kept = await growTo(100, emptyEdge, leaves, nowhere);
	expect(await judge(200, leaves, kept)).toMatchObject({ ok: true, edge: { size: 200 } });
	leaves.saveEdge(kept);
	expect(leaves.edge()).toEqual(kept);
});

test('attack: an older backup of the log is put back: it is behind what is published, and says by how much', async () => {
	expect(await judge(300, logOf(299))).toEqual({
		ok: false,
		code: 'log_behind',
		evidence: { held: 299, published: 300 }
	});
	expect(await judge(1, logOf(0))).toMatchObject({ code: 'log_behind' });
});

test('attack: another history of the same length, or a longer one, is another tree', async () => {
	for (const leaves of [logOf(300, 0), logOf(300, 299), logOf(500, 17)])
		expect(await judge(300, leaves)).toMatchObject({ code: 'log_forked', evidence: { size: 300 } });
	expect(await judge(300, logOf(500, 300))).toMatchObject({ ok: true });
});

test('another log’s checkpoint is not gone on from', async () => {
	const published = { ...(await checkpointOf(3)), origin: 'elsewhere' };
	expect(
		await standingOf(published, { leaves: logOf(3), kept: emptyEdge, origin }, nowhere)
	).toMatchObject({ code: 'other_log' });
});

test('G12: a backup of the storage is put back: its tiles are written anew, and the tree is the same', async () => {
	const leaves = logOf(600);
	const kept = await growTo(600, emptyEdge, leaves, nowhere);
	const written: WrittenTile[] = [];
	const standing = await judge(300, leaves, kept, async (tiles) => void written.push(...tiles));
	expect(standing).toMatchObject({ ok: true, edge: { size: 300 } });
	expect(
		written.filter(({ tile }) => tile.level === 0).map(({ tile }) => [tile.index, tile.width])
	).toEqual([
		[0, 256],
		[1, 44]
	]);
});
