import { describe, expect, test } from 'vitest';
import { fromHex, toHex, u32, utf8 } from '../bytes.ts';
import type { Bytes } from '../bytes.ts';
import { treeHash } from '../testing/reference-tree.ts';
import { consistencyRanges, inclusionRanges, rangeHash } from './ranges.ts';
import { emptyEdge, grow, rootOf, wholeRoot } from './tile-edge.ts';
import { emptyRoot, leafHash } from './tree-hash.ts';
import { isConsistent, isIncluded } from './verify-proofs.ts';

const MOST = 300;
const entries = Array.from({ length: MOST }, (_, at) => u32(at * 7919));
const leaves = entries.map(leafHash);
const known = new Map<string, Bytes>();
const hashIn =
	(row: readonly Bytes[]) =>
	({ level, index }: { level: number; index: number }): Bytes => {
		const width = 2 ** level;
		return wholeRoot(row.slice(index * width, (index + 1) * width));
	};
/** Of the tree of all entries, each subtree once. */
const hashOf = ({ level, index }: { level: number; index: number }): Bytes => {
	const name = `${level}/${index}`;
	const found = known.get(name) ?? hashIn(leaves)({ level, index });
	known.set(name, found);
	return found;
};
const rootAt = (size: number): Bytes =>
	size === 0 ? emptyRoot() : rangeHash({ begin: 0, end: size }, hashOf);
const heads = Array.from({ length: MOST + 1 }, (_, size) => ({ size, root: rootAt(size) }));
const head = (size: number) => heads[size] ?? { size, root: emptyRoot() };
const inclusion = (index: number, size: number) =>
	inclusionRanges(index, size).map((range) => rangeHash(range, hashOf));
const consistency = (older: number, newer: number) =>
	consistencyRanges(older, newer).map((range) => rangeHash(range, hashOf));
const bent = (hash: Bytes): Bytes =>
	Uint8Array.from(hash, (byte, at) => (at === 9 ? byte ^ 1 : byte));

describe('G2: the tree of RFC 6962', () => {
	// Published with the reference implementation of Certificate Transparency.
	const published = [
		'',
		'00',
		'10',
		'2021',
		'3031',
		'40414243',
		'5051525354555657',
		'606162636465666768696a6b6c6d6e6f'
	].map(fromHex);
	const roots = [
		'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
		'6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d',
		'fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125',
		'aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77',
		'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
		'4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4',
		'76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef',
		'ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c',
		'5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328'
	];
	const of = hashIn(published.map(leafHash));

	test('has the published roots for 0 to 8 leaves', () => {
		roots.forEach((root, size) => {
			const tail = published.slice(0, size);
			expect(toHex(rootOf(grow(emptyEdge, [], tail).edge))).toBe(root);
		});
	});

	test('has the published proofs', () => {
		expect(inclusionRanges(5, 8).map((range) => toHex(rangeHash(range, of)))).toEqual([
			'bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b',
			'ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0',
			'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7'
		]);
		expect(consistencyRanges(2, 5).map((range) => toHex(rangeHash(range, of)))).toEqual([
			'5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e',
			'bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b'
		]);
	});

	test('is the one the RFC defines, for every size', () => {
		for (const { size, root } of heads)
			expect(toHex(root)).toBe(treeHash(entries.slice(0, size)).toString('hex'));
	});
});

describe('G3: inclusion', () => {
	test('every leaf of every tree is proven, and no neighbour by the same hashes', () => {
		for (let size = 1; size <= MOST; size++)
			for (let index = 0; index < size; index++) {
				const proof = inclusion(index, size);
				const leaf = leaves[index] ?? emptyRoot();
				if (!isIncluded(leaf, index, proof, head(size))) expect.fail(`${index} of ${size}`);
				const other = leaves[(index + 1) % size];
				if (size > 1 && other && isIncluded(other, index, proof, head(size)))
					expect.fail(`another leaf at ${index} of ${size}`);
			}
	});

	test('a hash that is changed, left out or put in, another place and another size prove nothing', () => {
		for (const [index, size] of [
			[0, 1],
			[0, 2],
			[5, 8],
			[6, 7],
			[128, 300],
			[299, 300],
			[255, 256]
		] as [number, number][]) {
			const proof = inclusion(index, size);
			const leaf = leaves[index] ?? emptyRoot();
			const holds = (hashes: readonly Bytes[], at = index, of = head(size)) =>
				isIncluded(leaf, at, hashes, of);
			expect(holds(proof)).toBe(true);
			proof.forEach((hash, at) => {
				expect(holds(proof.with(at, bent(hash)))).toBe(false);
				expect(holds(proof.toSpliced(at, 1))).toBe(false);
				expect(holds(proof.toSpliced(at, 0, hash))).toBe(false);
			});
			expect(holds([...proof, leaf])).toBe(false);
			if (index > 0) expect(holds(proof, index - 1)).toBe(false);
		}
	});
});

describe('G4: consistency', () => {
	test('every tree follows every smaller one', () => {
		for (let newer = 0; newer <= MOST; newer++)
			for (let older = 0; older <= newer; older++)
				if (!isConsistent(head(older), head(newer), consistency(older, newer)))
					expect.fail(`${older} to ${newer}`);
	});

	test('attack: one leaf exchanged before the older size is never consistent, whatever of the real hashes is shown', () => {
		for (const [older, newer, changed] of [
			[1, 2, 0],
			[4, 8, 3],
			[5, 8, 0],
			[100, 300, 42],
			[256, 300, 255],
			[299, 300, 298]
		] as const) {
			const rewritten = grow(
				emptyEdge,
				[],
				entries.slice(0, newer).with(changed, utf8('rewritten'))
			).edge;
			const forged = { size: newer, root: rootOf(rewritten) };
			const row = leaves.slice(0, newer).with(changed, leafHash(utf8('rewritten')));
			const of = hashIn(row);
			for (const hashes of [
				consistency(older, newer),
				consistencyRanges(older, newer).map((range) => rangeHash(range, of))
			])
				expect(isConsistent(head(older), forged, hashes)).toBe(false);
		}
	});

	test('a hash that is changed, left out or put in proves nothing', () => {
		for (const [older, newer] of [
			[1, 300],
			[3, 7],
			[64, 128],
			[200, 299],
			[299, 300]
		] as const) {
			const proof = consistency(older, newer);
			proof.forEach((hash, at) => {
				expect(isConsistent(head(older), head(newer), proof.with(at, bent(hash)))).toBe(false);
				expect(isConsistent(head(older), head(newer), proof.toSpliced(at, 1))).toBe(false);
				expect(isConsistent(head(older), head(newer), proof.toSpliced(at, 0, hash))).toBe(false);
			});
			expect(isConsistent(head(older), head(newer), [...proof, head(1).root])).toBe(false);
		}
		expect(isConsistent({ size: 0, root: head(1).root }, head(5), [])).toBe(false);
		expect(isConsistent(head(5), { size: 5, root: head(4).root }, [])).toBe(false);
	});
});
