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
/** What another system's hash may cost: more would let one sign-in hold the Worker, or take more memory than it has. */
const LIMITS = { memory: 65_536, passes: 5, lanes: 4, bytes: 64 };

type Argon2Hash = { m: number; t: number; p: number; salt: Uint8Array; hash: Uint8Array };

/** null: not in PHC form, or beyond the limits. */
function readArgon2(stored: string): Argon2Hash | null {
	const [, m, t, p, saltText, hashText] = written.exec(stored) ?? [];
	if (!saltText || !hashText || Math.max(saltText.length, hashText.length) > 2 * LIMITS.bytes)
		return null;
	const cost = { m: Number(m), t: Number(t), p: Number(p) };
	const payable =
		cost.p >= 1 &&
		cost.p <= LIMITS.lanes &&
		cost.t >= 1 &&
		cost.t <= LIMITS.passes &&
		cost.m >= 8 * cost.p &&
		cost.m <= LIMITS.memory;
	const salt = readBase64url(saltText);
	const hash = readBase64url(hashText);
	if (!payable || !salt || !hash) return null;
	// RFC 9106: a salt of at least 8 bytes, a hash of at least 4.
	const fits =
		salt.length >= 8 &&
		salt.length <= LIMITS.bytes &&
		hash.length >= 4 &&
		hash.length <= LIMITS.bytes;
	return fits ? { ...cost, salt, hash } : null;
}

function readBase64url(text: string): Uint8Array | null {
	try {
		return fromBase64url(text);
	} catch (_damaged) {
		return null;
	}
}

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
	const read = readArgon2(stored ?? nobody);
	if (!read) return false;
	const { m, t, p, salt, hash } = read;
	const same = sameBytes(argon2id(utf8(password), salt, { m, t, p, dkLen: hash.length }), hash);
	return stored !== null && same;
}

/** Made by another method or with another cost than a new one would be. */
export const isOutdated = (stored: string): boolean => !stored.startsWith(current);

/** May be taken in from another system. */
export const isImportable = (hash: string): boolean =>
	bcrypt.test(hash) || readArgon2(hash) !== null;
