/** A public log in memory that holds a session of a bundle among strangers, and the proof of it. */
import { sha256, sha256Hex } from '../hash.ts';
import { u32, utf8 } from '../bytes.ts';
import { unsafeReadReceipt } from '../receipt.ts';
import type { Bundle } from '../schema/bundle.ts';
import { signCheckpoint } from '../transparency/checkpoint.ts';
import { leafEntry } from '../transparency/leaf.ts';
import type { LeafOpening } from '../transparency/leaf.ts';
import { writeProof } from '../transparency/log-proof.ts';
import { emptyEdge, grow, rootOf } from '../transparency/tile-edge.ts';
import { tilePath } from '../transparency/tile-path.ts';
import { inclusionProof } from '../transparency/tile-reader.ts';
import type { Edge } from './fixture.ts';

const ORIGIN = 'exams.example/api/v1/log';
const [INDEX, SIZE] = [200, 300];

/** Of the newest receipt in the control log of the bundle's first session. */
export function openingIn({ sessions: [session] }: Bundle): LeafOpening {
	const control = session?.control.flatMap(({ entries }) => entries) ?? [];
	const at = control.findLastIndex(({ text }) => text.includes('"kind":"receipt"'));
	const entry = control[at];
	const read = entry && unsafeReadReceipt(JSON.parse(entry.text).data.receipt);
	if (!session || !entry || !read) throw new Error('no receipt');
	const { seq, head } = read;
	const salt = sha256Hex(utf8('salt'));
	return { session: session.session, seq, head, control: { seq: at, head: entry.head }, salt };
}

export async function proofFor(opening: LeafOpening, edge: Edge): Promise<string> {
	const entries = Array.from({ length: SIZE }, (_, at) =>
		at === INDEX ? leafEntry(opening) : sha256(u32(at))
	);
	const { edge: tree, tiles } = grow(emptyEdge, [], entries);
	const held = new Map(tiles.map(({ tile, bytes }) => [tilePath(tile), bytes]));
	const fetchTile = async (tile: Parameters<typeof tilePath>[0]) =>
		held.get(tilePath(tile)) ?? null;
	const note = await signCheckpoint(
		{ origin: ORIGIN, size: SIZE, root: rootOf(tree) },
		{ publicKey: edge.raw, privateKey: edge.signer.privateKey }
	);
	const hashes = await inclusionProof(INDEX, SIZE, fetchTile);
	return writeProof({ opening, index: INDEX, hashes: hashes ?? [], note });
}

export async function withLog(bundle: Bundle, edge: Edge): Promise<Bundle> {
	return { ...bundle, logged: [await proofFor(openingIn(bundle), edge)] };
}
