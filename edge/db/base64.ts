import { fromBase64url, toBase64url } from '#sync/bytes.ts';
import type { Bytes } from '#sync/bytes.ts';

/** As PostgreSQL's decode(…, 'base64') reads it: the other alphabet, padded. */
export function toBase64(bytes: Uint8Array): string {
	const text = toBase64url(bytes as Bytes)
		.replaceAll('-', '+')
		.replaceAll('_', '/');
	return text.padEnd(Math.ceil(text.length / 4) * 4, '=');
}

/** PostgreSQL breaks lines after 76 characters. */
export function fromBase64(text: string): Bytes {
	return fromBase64url(text.replace(/[\n=]/g, '').replaceAll('+', '-').replaceAll('/', '_'));
}
