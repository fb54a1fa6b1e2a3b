/**
 * Argon2id (RFC 9106) with OWASP's second recommendation: 19 MiB, two passes, one lane. Stored in PHC form. In plain JavaScript,
 * because a Worker may not compile WebAssembly from bytes.
 */
import { argon2id } from '@noble/hashes/argon2.js';
import { fromBase64url, toBase64url, utf8 } from '#sync/bytes.ts';
import { sameBytes } from './secret.ts';

const cost = { m: 19_456, t: 2, p: 1 };
const written = /^\$argon2id\$v=19\$m=(\d+),t=(\d+),p=(\d+)\$([A-Za-z0-9_-]+)\$([A-Za-z0-9_-]+)$/;

export function hashPassword(password: string, salt: Uint8Array): string {
	const hash = argon2id(utf8(password), salt, { ...cost, dkLen: 32 });
	return `$argon2id$v=19$m=${cost.m},t=${cost.t},p=${cost.p}$${toBase64url(salt)}$${toBase64url(hash)}`;
}

/** What an unknown address is compared with, so that it takes as long as a known one. */
const nobody = `$argon2id$v=19$m=${cost.m},t=${cost.t},p=${cost.p}$${toBase64url(new Uint8Array(16))}$${toBase64url(new Uint8Array(32))}`;

/** `stored` null: there is no such account; works as long and answers false. */
export function verifyPassword(password: string, stored: string | null): boolean {
	const [, m, t, p, salt, hash] = written.exec(stored ?? nobody) ?? [];
	if (!salt || !hash) return false;
	const parameters = { m: Number(m), t: Number(t), p: Number(p), dkLen: 32 };
	const same = sameBytes(
		argon2id(utf8(password), fromBase64url(salt), parameters),
		fromBase64url(hash)
	);
	return stored !== null && same;
}
