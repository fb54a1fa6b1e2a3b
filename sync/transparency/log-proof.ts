/**
 * A proof to keep (C2SP tlog-proof): the leaf's opening, its place, the hashes up to the root, and the checkpoint, as one text that needs
 * no network to be checked.
 */
import type { Bytes } from '../bytes.ts';
import type { EdgeKey } from '../schema/signed.ts';
import { fromBase64, toBase64 } from './base64.ts';
import { openCheckpoint } from './checkpoint.ts';
import type { Checkpoint } from './checkpoint.ts';
import { encodeOpening, leafEntry, readOpening } from './leaf.ts';
import type { LeafOpening } from './leaf.ts';
import { notProven } from './problem.ts';
import type { NotProven } from './problem.ts';
import { HASH_BYTES, leafHash } from './tree-hash.ts';
import { isIncluded } from './verify-proofs.ts';

const FIRST_LINE = 'c2sp.org/tlog-proof@v1';
/** A tree of 2⁵³ leaves needs 53. */
const MOST_HASHES = 53;

export type LogProof = { opening: LeafOpening; index: number; hashes: Bytes[]; note: string };
export type OpenedProof =
	| { ok: true; opening: LeafOpening; index: number; checkpoint: Checkpoint; key: EdgeKey }
	| NotProven;

export function writeProof({ opening, index, hashes, note }: LogProof): string {
	return [
		FIRST_LINE,
		`extra ${toBase64(encodeOpening(opening))}`,
		`index ${index}`,
		...hashes.map(toBase64),
		'',
		note
	].join('\n');
}

/** Shape alone; null: not a proof of ours. */
export function readProof(text: string): LogProof | null {
	const end = text.indexOf('\n\n');
	const [first, extra = '', place = '', ...written] = text.slice(0, Math.max(end, 0)).split('\n');
	const bytes = extra.startsWith('extra ') ? fromBase64(extra.slice(6)) : null;
	const index = Number(place.slice(6));
	const hashes = written.map(fromBase64);
	if (first !== FIRST_LINE || !bytes || place !== `index ${index}` || hashes.length > MOST_HASHES)
		return null;
	if (!Number.isSafeInteger(index) || index < 0) return null;
	const opening = readOpening(bytes);
	const whole = hashes.filter((hash): hash is Bytes => hash?.length === HASH_BYTES);
	if (!opening || whole.length !== hashes.length) return null;
	return { opening, index, hashes: whole, note: text.slice(end + 2) };
}

export async function openProof(text: string, keys: readonly EdgeKey[]): Promise<OpenedProof> {
	const proof = readProof(text);
	if (!proof) return notProven('proof_malformed');
	const opened = await openCheckpoint(proof.note, keys);
	if (!opened.ok) return opened;
	const { opening, index, hashes } = proof;
	const { checkpoint, key } = opened;
	const place = { index, size: checkpoint.size };
	if (index >= checkpoint.size) return notProven('proof_outside_tree', place);
	const leaf = leafHash(leafEntry(opening));
	if (!isIncluded(leaf, index, hashes, checkpoint)) return notProven('proof_wrong_root', place);
	return { ok: true, opening, index, checkpoint, key };
}
