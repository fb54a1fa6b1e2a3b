import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { toHex, u32 } from '../bytes.ts';
import type { Bytes } from '../bytes.ts';
import { treeHash } from '../testing/reference-tree.ts';
import { emptyEdge, grow, rootOf } from './tile-edge.ts';
import type { TileEdge } from './tile-edge.ts';
import { readTilePath, tilePath } from './tile-path.ts';
import type { Tile } from './tile-path.ts';
import { consistencyProof, inclusionProof } from './tile-reader.ts';
import { leafHash } from './tree-hash.ts';
import { isConsistent, isIncluded } from './verify-proofs.ts';

const entryAt = (at: number): Bytes => u32(at);
/** A log that was published after each of these sizes. */
function published(sizes: readonly number[]) {
	const tiles = new Map<string, Uint8Array>();
	const roots = new Map<number, Bytes>();
	let edge: TileEdge = emptyEdge;
	for (const size of sizes) {
		const fresh = Array.from({ length: size - edge.size }, (_, at) => entryAt(edge.size + at));
		const tail = Array.from({ length: edge.size % 256 }, (_, at) =>
			entryAt(edge.size - (edge.size % 256) + at)
		);
		const grown = grow(edge, tail, fresh);
		for (const { tile, bytes } of grown.tiles) tiles.set(tilePath(tile), bytes);
		edge = grown.edge;
		roots.set(size, rootOf(edge));
	}
	const fetch = async (tile: Tile) => tiles.get(tilePath(tile)) ?? null;
	return { tiles, roots, fetch, edge };
}

describe('G5: names of tiles', () => {
	test('the examples of the format', () => {
		expect(tilePath({ level: 0, index: 1234067, width: 256 })).toBe('tile/0/x001/x234/067');
		expect(tilePath({ level: 2, index: 5, width: 17 })).toBe('tile/2/005.p/17');
		expect(tilePath({ level: null, index: 0, width: 1 })).toBe('tile/entries/000.p/1');
	});

	test('every name is read back, and has one spelling', () => {
		fc.assert(
			fc.property(
				fc.option(fc.integer({ min: 0, max: 6 })),
				fc.maxSafeNat(),
				fc.integer({ min: 1, max: 256 }),
				(level, index, width) => {
					expect(readTilePath(tilePath({ level, index, width }))).toEqual({ level, index, width });
				}
			)
		);
	});

	test.each([
		'tile/0/0',
		'tile/0/0000',
		'tile/0/x000/001',
		'tile/0/001/002',
		'tile/00/001',
		'tile/7/000',
		'tile/-1/000',
		'tile/0/000.p/0',
		'tile/0/000.p/256',
		'tile/0/000.p/01',
		'tile/0/000.p/',
		'tile/0/../checkpoint',
		'tile/entries/x001',
		'checkpoint',
		'tile/0/000/',
		'/tile/0/000',
		`tile/0/${'x999/'.repeat(6)}999`
	])('%s is none', (path) => {
		expect(readTilePath(path)).toBeNull();
	});
});

describe('G5: tiles', () => {
	test('a tree of 70,000 has the tiles that the format names, and its root', () => {
		const { tiles, edge } = published([70_000]);
		const level = (name: string) =>
			[...tiles.keys()].filter((path) => path.startsWith(`tile/${name}/`));
		expect(level('0')).toHaveLength(274);
		expect(tiles.get('tile/0/273.p/112')).toHaveLength(112 * 32);
		expect(level('1').sort()).toEqual(['tile/1/000', 'tile/1/001.p/17']);
		expect(level('2')).toEqual(['tile/2/000.p/1']);
		expect(level('entries')).toHaveLength(274);
		expect(tiles.get('tile/entries/000')).toHaveLength(256 * 6);
		const all = Array.from({ length: 70_000 }, (_, at) => entryAt(at));
		expect(toHex(rootOf(edge))).toBe(treeHash(all).toString('hex'));
	});

	test('a tree of 256 is a full tile and one hash above it', () => {
		expect([...published([256]).tiles.keys()].sort()).toEqual([
			'tile/0/000',
			'tile/1/000.p/1',
			'tile/entries/000'
		]);
	});

	test('however it grew, the full tiles and the root are the same', () => {
		const whole = published([700]);
		fc.assert(
			fc.property(fc.uniqueArray(fc.integer({ min: 1, max: 699 }), { maxLength: 12 }), (some) => {
				const grown = published([...some.sort((a, b) => a - b), 700]);
				expect(toHex(rootOf(grown.edge))).toBe(toHex(rootOf(whole.edge)));
				for (const [path, bytes] of whole.tiles) expect(grown.tiles.get(path)).toEqual(bytes);
			}),
			{ numRuns: 30 }
		);
	});

	test('proofs made of tiles hold, also when partial tiles are gone because the full one is there', async () => {
		const sizes = [1, 2, 200, 256, 257, 300, 511, 512, 513, 1000];
		const { tiles, roots, fetch } = published(sizes);
		for (const path of [...tiles.keys()])
			if (path.includes('.p/') && tiles.has(path.split('.p/')[0] ?? '')) tiles.delete(path);
		const head = (size: number) => ({ size, root: roots.get(size) ?? new Uint8Array(32) });
		for (const [at, newer] of sizes.entries()) {
			for (const index of [0, Math.floor(newer / 2), newer - 1]) {
				const proof = (await inclusionProof(index, newer, fetch)) ?? [];
				expect([
					index,
					newer,
					isIncluded(leafHash(entryAt(index)), index, proof, head(newer))
				]).toEqual([index, newer, true]);
			}
			for (const older of sizes.slice(0, at + 1)) {
				const proof = (await consistencyProof(older, newer, fetch)) ?? [];
				expect([older, newer, isConsistent(head(older), head(newer), proof)]).toEqual([
					older,
					newer,
					true
				]);
			}
		}
	});

	test('a tile that is missing or cut makes no proof', async () => {
		const { fetch, tiles } = published([300]);
		expect(
			await inclusionProof(3, 300, async (tile) => (tile.level === 0 ? null : fetch(tile)))
		).toBeNull();
		tiles.set('tile/0/000', (tiles.get('tile/0/000') ?? new Uint8Array(0)).slice(0, 100));
		expect(await inclusionProof(3, 300, fetch)).toBeNull();
	});
});
