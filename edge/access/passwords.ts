/**
 * Argon2id (RFC 9106) with OWASP's second recommendation: 19 MiB, two passes, one lane. Stored in PHC form. In plain JavaScript,
 * because a Worker may not compile WebAssembly from bytes. bcrypt hashes come in with an import and are replaced at the next sign-in.
 */
import { argon2id } from '@noble/hashes/argon2.js';
import { compareSync } from 'bcryptjs';
import { fromBase64url, toBase64url, utf8 } from '#sync/bytes.ts';
import { sameBytes } from './secret.ts';

const cost = { m: 19_456, t: 2, p: 1 };
const current = `$argon2id$v=19$m=${cost.m},t=${cost.t},p=${cost.p}$`;
const written = /^\$argon2id\$v=19\$m=(\d+),t=(\d+),p=(\d+)\$([A-Za-z0-9_-]+)\$([A-Za-z0-9_-]+)$/;
/** Up to cost 14: a higher one in an import would let one sign-in hold the Worker for a minute. */
const bcrypt = /^\$2[aby]\$(0[4-9]|1[0-4])\$[./A-Za-z0-9]{53}$/;
/** bcrypt looks at no more; a longer password would be matched by its beginning. */
const BCRYPT_BYTES = 72;

export function hashPassword(password: string, salt: Uint8Array): string {
	const hash = argon2id(utf8(password), salt, { ...cost, dkLen: 32 });
	return `${current}${toBase64url(salt)}$${toBase64url(hash)}`;
}

/** What an unknown address is compared with, so that it takes as long as a known one. */
const nobody = `${current}${toBase64url(new Uint8Array(16))}$${toBase64url(new Uint8Array(32))}`;

/** `stored` null: there is no such account, or it has no password; works as long and answers false. */
export function verifyPassword(password: string, stored: string | null): boolean {
	if (stored !== null && bcrypt.test(stored))
		return utf8(password).length <= BCRYPT_BYTES && compareSync(password, stored);
	const [, m, t, p, salt, hash] = written.exec(stored ?? nobody) ?? [];
	if (!salt || !hash) return false;
	const parameters = { m: Number(m), t: Number(t), p: Number(p), dkLen: 32 };
	const same = sameBytes(
		argon2id(utf8(password), fromBase64url(salt), parameters),
		fromBase64url(hash)
	);
	return stored !== null && same;
}

/** Made by another method or with another cost than a new one would be. */
export const isOutdated = (stored: string): boolean => !stored.startsWith(current);

/** May be taken in from another system. */
export const isImportable = (hash: string): boolean => bcrypt.test(hash) || written.test(hash);
