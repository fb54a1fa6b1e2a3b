/** Keeps a secret in the database that the database cannot read: AES-GCM under a key derived from the installation's secret. */
import { concat, fromBase64url, text, toBase64url, utf8 } from '#sync/bytes.ts';

const IV_BYTES = 12;

/** `purpose` separates the keys of different uses (HKDF info, RFC 5869). */
async function keyFor(secret: string, purpose: string): Promise<CryptoKey> {
	const master = await crypto.subtle.importKey('raw', fromBase64url(secret), 'HKDF', false, [
		'deriveKey'
	]);
	return crypto.subtle.deriveKey(
		{ name: 'HKDF', hash: 'SHA-256', salt: new Uint8Array(32), info: utf8(purpose) },
		master,
		{ name: 'AES-GCM', length: 256 },
		false,
		['encrypt', 'decrypt']
	);
}

export async function seal(plain: string, secret: string, purpose: string): Promise<string> {
	const iv = crypto.getRandomValues(new Uint8Array(IV_BYTES));
	const key = await keyFor(secret, purpose);
	const sealed = await crypto.subtle.encrypt({ name: 'AES-GCM', iv }, key, utf8(plain));
	return toBase64url(concat(iv, new Uint8Array(sealed)));
}

/** Rejects when it was sealed under another secret, for another purpose, or has been changed. */
export async function unseal(sealed: string, secret: string, purpose: string): Promise<string> {
	const bytes = fromBase64url(sealed);
	const key = await keyFor(secret, purpose);
	const iv = bytes.slice(0, IV_BYTES);
	return text(
		new Uint8Array(await crypto.subtle.decrypt({ name: 'AES-GCM', iv }, key, bytes.slice(IV_BYTES)))
	);
}
