/** Checkpoints (C2SP tlog-checkpoint): the log's name, its size and its root, as a signed note. No extension lines are written. */
import { equal } from '../bytes.ts';
import type { Bytes } from '../bytes.ts';
import type { EdgeKey } from '../schema/signed.ts';
import { fromBase64, toBase64 } from './base64.ts';
import { notProven } from './problem.ts';
import type { NotProven } from './problem.ts';
import { openNote, signNote } from './signed-note.ts';
import { HASH_BYTES } from './tree-hash.ts';
import { isConsistent } from './verify-proofs.ts';

export type Checkpoint = { origin: string; size: number; root: Bytes };
export type OpenedCheckpoint = { ok: true; checkpoint: Checkpoint; key: EdgeKey } | NotProven;

export function signCheckpoint(
	{ origin, size, root }: Checkpoint,
	key: { publicKey: Uint8Array; privateKey: CryptoKey }
): Promise<string> {
	return signNote(`${origin}\n${size}\n${toBase64(root)}\n`, { name: origin, ...key });
}

/** The key's name must be the log's: one key never stands for two logs. */
export async function openCheckpoint(
	note: string,
	keys: readonly EdgeKey[]
): Promise<OpenedCheckpoint> {
	const opened = await openNote(note, keys);
	if (!opened.ok) return opened;
	const checkpoint = unsafeReadCheckpoint(opened.text);
	if (!checkpoint || checkpoint.origin !== opened.name) return notProven('checkpoint_malformed');
	return { ok: true, checkpoint, key: opened.key };
}

/** Reads the text of a note whose signature is looked at elsewhere, or the whole note. null: no checkpoint. */
export function unsafeReadCheckpoint(text: string): Checkpoint | null {
	const [origin = '', written = '', hash = ''] = text.split('\n');
	const size = Number(written);
	const root = fromBase64(hash);
	if (origin === '' || String(size) !== written || !Number.isSafeInteger(size) || size < 0)
		return null;
	return root?.length === HASH_BYTES ? { origin, size, root } : null;
}

/** Does the later one hold all that the earlier one did, in its place? */
export function judgeConsistency(
	older: Checkpoint,
	newer: Checkpoint,
	proof: readonly Bytes[]
): { ok: true } | NotProven {
	const sizes = { older: older.size, newer: newer.size };
	if (older.origin !== newer.origin) return notProven('other_log');
	if (older.size > newer.size) return notProven('log_shrank', sizes);
	if (older.size === newer.size && !equal(older.root, newer.root))
		return notProven('log_rewritten', sizes);
	return isConsistent(older, newer, proof) ? { ok: true } : notProven('log_rewritten', sizes);
}
