/** Stills at rest: AES-256-GCM under the attempt's key, each piece bound to its attempt, its picture and its place. */
import { concat, utf8 } from '#sync/bytes.ts';
import type { Bytes } from '#sync/bytes.ts';

const IV_BYTES = 12;
const KEY_BYTES = 32;
/** HKDF info under which the key itself is sealed in the database. */
export const STILL_KEY_PURPOSE = 'invigil-still-key/1';

/** `part`: null for the whole picture. */
export type StillPiece = { attempt: string; hash: string; part: number | null };

export const newStillKey = (): Bytes => crypto.getRandomValues(new Uint8Array(KEY_BYTES));

const about = ({ attempt, hash, part }: StillPiece): Bytes =>
	utf8(`invigil-still/1\0${attempt}\0${hash}\0${part ?? 'whole'}`);

const imported = (key: Bytes): Promise<CryptoKey> =>
	crypto.subtle.importKey('raw', key, 'AES-GCM', false, ['encrypt', 'decrypt']);

export async function sealStill(key: Bytes, piece: StillPiece, plain: Bytes): Promise<Bytes> {
	const iv = crypto.getRandomValues(new Uint8Array(IV_BYTES));
	const options = { name: 'AES-GCM', iv, additionalData: about(piece) };
	const sealed = await crypto.subtle.encrypt(options, await imported(key), plain);
	return concat(iv, new Uint8Array(sealed));
}

/** null: it was sealed under another key, for another place, or has been changed. */
export async function openStill(
	key: Bytes,
	piece: StillPiece,
	sealed: Bytes
): Promise<Bytes | null> {
	const iv = sealed.slice(0, IV_BYTES);
	const options = { name: 'AES-GCM', iv, additionalData: about(piece) };
	try {
		const body = sealed.slice(IV_BYTES);
		return new Uint8Array(await crypto.subtle.decrypt(options, await imported(key), body));
	} catch (_doesNotOpen) {
		return null;
	}
}
