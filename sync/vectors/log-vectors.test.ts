/** What was written down once of the public log must read the same for ever. */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { fromHex, toHex } from '../bytes.ts';
import type { Bytes } from '../bytes.ts';
import { fromBase64 } from '../transparency/base64.ts';
import { judgeConsistency, openCheckpoint } from '../transparency/checkpoint.ts';
import { encodeOpening, leafEntry, readOpening } from '../transparency/leaf.ts';
import { openProof, readProof, writeProof } from '../transparency/log-proof.ts';
import { noteKeyHash } from '../transparency/signed-note.ts';
import { leafHash } from '../transparency/tree-hash.ts';

const json = (path: string) => JSON.parse(readFileSync(new URL(path, import.meta.url), 'utf8'));
const vectors = json('./log-v1/log.json');
const { edge } = json('./v1/keys.json');
const keys = [{ id: edge.id, publicKey: edge.publicKey }];
const opened = async (note: string) => {
	const read = await openCheckpoint(note, keys);
	if (!read.ok) throw new Error(read.code);
	return read.checkpoint;
};

test('vectors: a leaf is SHA-256 of its opening, and hashed with 0x00 before it', () => {
	expect(toHex(encodeOpening(vectors.opening))).toBe(vectors.openingBytes);
	expect(readOpening(fromHex(vectors.openingBytes))).toEqual(vectors.opening);
	expect(toHex(leafEntry(vectors.opening))).toBe(vectors.entry);
	expect(toHex(leafHash(leafEntry(vectors.opening)))).toBe(vectors.leafHash);
	const plain = (...parts: Uint8Array[]) => createHash('sha256').update(Buffer.concat(parts)).digest('hex');
	expect(plain(fromHex(vectors.openingBytes))).toBe(vectors.entry);
	expect(plain(Uint8Array.of(0), fromHex(vectors.entry))).toBe(vectors.leafHash);
});

test('vectors: the key’s hash, and both checkpoints, one following the other', async () => {
	const raw = Uint8Array.from(Buffer.from(edge.publicKey, 'base64url'));
	expect(toHex(noteKeyHash(vectors.origin, raw))).toBe(vectors.keyHash);
	const [older, newer] = [await opened(vectors.checkpoints.older), await opened(vectors.checkpoints.newer)];
	expect([older.size, newer.size]).toEqual([201, 300]);
	const hashes: Bytes[] = vectors.consistency.map(fromBase64);
	expect(judgeConsistency(older, newer, hashes)).toEqual({ ok: true });
	expect(judgeConsistency(older, newer, hashes.slice(1))).toMatchObject({ code: 'log_rewritten' });
});

test('vectors: the proof opens, and is written letter by letter', async () => {
	const proof = readProof(vectors.proof);
	expect(proof && writeProof(proof)).toBe(vectors.proof);
	expect(await openProof(vectors.proof, keys)).toMatchObject({ ok: true, opening: vectors.opening, index: 200 });
});
