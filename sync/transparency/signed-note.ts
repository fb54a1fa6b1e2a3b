/**
 * Signed notes (C2SP signed-note): a text that ends in a newline, an empty line, and lines "— NAME BASE64" whose bytes are four of the
 * key's hash and an Ed25519 signature over the text. A text holds no control character but newlines, so nothing the edge signs under a
 * context and a zero byte (SPEC T1, S2) can be read as a note, nor a note as one of those: one key may sign both.
 */
import { concat, equal, fromBase64url, utf8 } from '../bytes.ts';
import type { Bytes } from '../bytes.ts';
import { sha256 } from '../hash.ts';
import { importEdgeKey, signEdge, verifyEdge } from '../keys.ts';
import type { EdgeKey } from '../schema/signed.ts';
import { fromBase64, toBase64 } from './base64.ts';
import { notProven } from './problem.ts';
import type { NotProven } from './problem.ts';

const ED25519 = 0x01;
const KEY_HASH_BYTES = 4;
const SIGNATURE_BYTES = 64;
const MOST_NOTE = 16_384;
const MOST_SIGNATURES = 16;

export type OpenedNote = { ok: true; text: string; name: string; key: EdgeKey } | NotProven;

/** The first four bytes of SHA-256(name ‖ 0x0A ‖ 0x01 ‖ key). */
export function noteKeyHash(name: string, publicKey: Uint8Array): Bytes {
	return sha256(concat(utf8(name), Uint8Array.of(0x0a, ED25519), publicKey)).slice(
		0,
		KEY_HASH_BYTES
	);
}

export const isKeyName = (name: string): boolean =>
	// eslint-disable-next-line no-control-regex -- they are what a name may not hold
	name !== '' && name.isWellFormed() && !/[\s+\u0000-\u001f\u0085]/u.test(name);

/** `text` ends in a newline. Throws on a text or name that no note can have. */
export async function signNote(
	text: string,
	signer: { name: string; publicKey: Uint8Array; privateKey: CryptoKey }
): Promise<string> {
	const { name, publicKey, privateKey } = signer;
	if (!isKeyName(name) || !isNoteText(text)) throw new TypeError('no note can hold this');
	const signature = await signEdge(privateKey, utf8(text));
	return `${text}\n— ${name} ${toBase64(concat(noteKeyHash(name, publicKey), signature))}\n`;
}

const isNoteText = (text: string): boolean =>
	// eslint-disable-next-line no-control-regex -- they are what a note may not hold
	text.endsWith('\n') && text.isWellFormed() && !/[\u0000-\u0009\u000b-\u001f]/.test(text);

type Line = { name: string; keyHash: Bytes; signature: Bytes };

/** Signatures of keys that are not given are passed over, as the note's format asks; one by a given key that is wrong is not. */
export async function openNote(note: string, keys: readonly EdgeKey[]): Promise<OpenedNote> {
	const end = note.lastIndexOf('\n\n');
	if (end < 0 || note.length > MOST_NOTE || !isNoteText(note)) return notProven('note_malformed');
	const text = note.slice(0, end + 1);
	const lines = note
		.slice(end + 2, -1)
		.split('\n')
		.map(readLine);
	if (lines.length > MOST_SIGNATURES) return notProven('note_malformed');
	for (const line of lines) {
		if (!line) return notProven('note_malformed');
		for (const key of keys) {
			const raw = fromBase64url(key.publicKey);
			if (!equal(noteKeyHash(line.name, raw), line.keyHash)) continue;
			if (!(await isSignedBy(raw, text, line.signature)))
				return notProven('note_wrong_signature', { key: key.id, name: line.name });
			return { ok: true, text, name: line.name, key };
		}
	}
	return notProven('note_unknown_key', { name: lines[0]?.name ?? '' });
}

async function isSignedBy(raw: Bytes, text: string, signature: Bytes): Promise<boolean> {
	if (signature.length !== SIGNATURE_BYTES) return false;
	return verifyEdge(await importEdgeKey(raw), utf8(text), signature);
}

function readLine(line: string): Line | null {
	const [dash, name = '', written = '', more] = line.split(' ');
	const bytes = fromBase64(written);
	if (dash !== '—' || more !== undefined || !isKeyName(name)) return null;
	if (!bytes || bytes.length <= KEY_HASH_BYTES) return null;
	return { name, keyHash: bytes.slice(0, KEY_HASH_BYTES), signature: bytes.slice(KEY_HASH_BYTES) };
}
