/** Base64 with padding (RFC 4648 §4), as notes and proofs of C2SP have it; the rest of Invigil writes base64url. */
import { fromBase64url, toBase64url } from '../bytes.ts';
import type { Bytes } from '../bytes.ts';

export function toBase64(bytes: Uint8Array): string {
	const written = toBase64url(bytes).replaceAll('-', '+').replaceAll('_', '/');
	return written.padEnd(Math.ceil(written.length / 4) * 4, '=');
}

/** null: not what `toBase64` writes. */
export function fromBase64(written: string): Bytes | null {
	if (written.length % 4 !== 0 || !/^[A-Za-z0-9+/]*={0,2}$/.test(written)) return null;
	try {
		return fromBase64url(written.replace(/=+$/, '').replaceAll('+', '-').replaceAll('/', '_'));
	} catch (problem) {
		if (problem instanceof TypeError) return null;
		throw problem;
	}
}
