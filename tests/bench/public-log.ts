/** The public log without a network around it: what 100,000 heads cost, how large a proof is, and how long one takes. */
import { u32 } from '#sync/bytes.ts';
import { sha256Hex } from '#sync/hash.ts';
import { makeEdge, uuid } from '#sync/testing/fixture.ts';
import { signCheckpoint } from '#sync/transparency/checkpoint.ts';
import { leafEntry } from '#sync/transparency/leaf.ts';
import { openProof, writeProof } from '#sync/transparency/log-proof.ts';
import { emptyEdge, grow, rootOf } from '#sync/transparency/tile-edge.ts';
import type { TileEdge } from '#sync/transparency/tile-edge.ts';
import { tilePath, TILE_WIDTH } from '#sync/transparency/tile-path.ts';
import type { FetchTile } from '#sync/transparency/tile-reader.ts';
import { consistencyProof, inclusionProof } from '#sync/transparency/tile-reader.ts';
import { LogLeaves } from '../../edge/rooms/log-leaves.ts';
import { memorySql } from '../support/memory-sql.ts';
import { median, type Figure } from './figures.ts';

const LEAVES = 100_000;
/** What 200 students of a room bring at once. */
const BATCH = 200;
const RUNS = 200;

const opening = (at: number) => ({
	session: uuid(at),
	seq: at,
	head: sha256Hex(u32(at)),
	control: { seq: at, head: sha256Hex(u32(at + 1)) },
	salt: sha256Hex(u32(at + 2))
});

export async function publicLogFigures(): Promise<Figure[]> {
	const edge = await makeEdge();
	const entries = Array.from({ length: LEAVES }, (_, at) => leafEntry(opening(at)));
	const sql = memorySql();
	const leaves = new LogLeaves(sql);
	const tiles = new Map<string, Uint8Array>();
	let tree: TileEdge = emptyEdge;
	const began = performance.now();
	for (let at = 0; at < LEAVES; at += BATCH) {
		const batch = entries.slice(at, at + BATCH);
		sql.transaction(() => leaves.add(batch));
		const tail = leaves.entries(tree.size - (tree.size % TILE_WIDTH), tree.size);
		const grown = grow(tree, tail, batch);
		for (const { tile, bytes } of grown.tiles) tiles.set(tilePath(tile), bytes);
		tree = grown.edge;
		rootOf(tree);
	}
	const adding = performance.now() - began;
	const fetchTile: FetchTile = async (tile) => tiles.get(tilePath(tile)) ?? null;
	const note = await signCheckpoint(
		{ origin: 'exams.example/api/v1/log', size: LEAVES, root: rootOf(tree) },
		{ publicKey: edge.raw, privateKey: edge.signer.privateKey }
	);
	const [made, checked, followed]: [number[], number[], number[]] = [[], [], []];
	let bytes = 0;
	for (let run = 0; run < RUNS; run++) {
		const index = (run * 7919) % LEAVES;
		const start = performance.now();
		const hashes = (await inclusionProof(index, LEAVES, fetchTile)) ?? [];
		const proof = writeProof({ opening: opening(index), index, hashes, note });
		const written = performance.now();
		const opened = await openProof(proof, [edge.key]);
		const done = performance.now();
		if (!opened.ok) throw new Error(opened.code);
		await consistencyProof(index + 1, LEAVES, fetchTile);
		followed.push(performance.now() - done);
		made.push(written - start);
		checked.push(done - written);
		bytes = Math.max(bytes, Buffer.byteLength(proof));
	}
	const of = `of ${LEAVES.toLocaleString('en')} heads`;
	return [
		{
			what: 'public log: adding 100,000 heads',
			value: adding / 1000,
			unit: 's',
			note: `${BATCH} at a time, with tiles and root`
		},
		{ what: 'public log: largest proof', value: bytes, unit: 'bytes', aim: 2048, note: of },
		{ what: 'public log: making a proof', value: median(made), unit: 'ms', note: of },
		{ what: 'public log: checking a proof', value: median(checked), unit: 'ms', note: of },
		{
			what: 'public log: making a consistency proof',
			value: median(followed),
			unit: 'ms',
			note: of
		}
	];
}
