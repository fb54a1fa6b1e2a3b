/**
 * Makes the frozen vectors of the public log, once; refuses to write over them. Signed by the edge key of the other vectors.
 *
 *   node sync/vectors/make-log.ts
 */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { fromBase64url, toHex, utf8 } from '../bytes.ts';
import { sha256, sha256Hex } from '../hash.ts';
import { importEdgePrivateKey } from '../keys.ts';
import { toBase64 } from '../transparency/base64.ts';
import { signCheckpoint } from '../transparency/checkpoint.ts';
import { encodeOpening, leafEntry } from '../transparency/leaf.ts';
import { writeProof } from '../transparency/log-proof.ts';
import { noteKeyHash } from '../transparency/signed-note.ts';
import { emptyEdge, grow, rootOf } from '../transparency/tile-edge.ts';
import { tilePath } from '../transparency/tile-path.ts';
import type { Tile } from '../transparency/tile-path.ts';
import { consistencyProof, inclusionProof } from '../transparency/tile-reader.ts';
import { leafHash } from '../transparency/tree-hash.ts';

const folder = new URL('./log-v1/', import.meta.url);
if (existsSync(folder)) {
	console.error(`${folder.pathname} exists and is frozen`);
	process.exit(1);
}
mkdirSync(folder);
const read = (name: string): unknown =>
	JSON.parse(readFileSync(new URL(`./v1/${name}`, import.meta.url), 'utf8'));
const { edge } = read('keys.json') as { edge: { pkcs8: string; publicKey: string } };
const { receipt } = read('receipt.json') as {
	receipt: { session: string; seq: number; head: string };
};
type Segment = { entries: { head: string }[] };
const [story] = (read('bundle.json') as { sessions: { control: Segment[] }[] }).sessions;
const control = story?.control.flatMap(({ entries }) => entries) ?? [];
const last = control.at(-1);
if (!last) throw new Error('no control log');

const origin = 'exams.example/api/v1/log';
const publicKey = fromBase64url(edge.publicKey);
const key = { publicKey, privateKey: await importEdgePrivateKey(fromBase64url(edge.pkcs8)) };
const { session, seq, head } = receipt;
const opening = {
	session,
	seq,
	head,
	control: { seq: control.length - 1, head: last.head },
	salt: sha256Hex(utf8('invigil vectors: salt'))
};
const [index, older, newer] = [200, 201, 300];
const entries = Array.from({ length: newer }, (_, at) =>
	at === index ? leafEntry(opening) : sha256(utf8(`leaf ${at}`))
);
const first = grow(emptyEdge, [], entries.slice(0, older));
const second = grow(first.edge, entries.slice(0, older), entries.slice(older));
const tiles = new Map(second.tiles.map(({ tile, bytes }) => [tilePath(tile), bytes]));
const fetchTile = async (tile: Tile) => tiles.get(tilePath(tile)) ?? null;
const notes = await Promise.all(
	[first, second].map((grown) =>
		signCheckpoint({ origin, size: grown.edge.size, root: rootOf(grown.edge) }, key)
	)
);
const hashes = (await inclusionProof(index, newer, fetchTile)) ?? [];
const between = (await consistencyProof(older, newer, fetchTile)) ?? [];
const vectors = {
	origin,
	keyHash: toHex(noteKeyHash(origin, publicKey)),
	opening,
	openingBytes: toHex(encodeOpening(opening)),
	entry: toHex(leafEntry(opening)),
	leafHash: toHex(leafHash(leafEntry(opening))),
	checkpoints: { older: notes[0], newer: notes[1] },
	consistency: between.map(toBase64),
	proof: writeProof({ opening, index, hashes, note: notes[1] ?? '' }),
	tiles: Object.fromEntries([...tiles].map(([path, bytes]) => [path, sha256Hex(bytes)]))
};
writeFileSync(new URL('log.json', folder), JSON.stringify(vectors, null, '\t') + '\n');
