/** Who is signed in: a statement under HMAC-SHA-256 in a `__Host-` cookie that no script can read. */
import { z } from 'zod';
import { fromBase64url, text, toBase64url, utf8 } from '#sync/bytes.ts';
import type { Bytes } from '#sync/bytes.ts';
import { person } from '#sync/schema/person.ts';
import { id, unixMs } from '#sync/schema/text.ts';

export const COOKIE = '__Host-invigil';
export const SESSION_MS = 12 * 3_600_000;

const statement = z.strictObject({ person, institution: id, expiresAt: unixMs });
export type SignedIn = z.infer<typeof statement>;

export async function writeSession(session: SignedIn, secret: string): Promise<string> {
	const bytes = utf8(JSON.stringify(session));
	const mac = await crypto.subtle.sign('HMAC', await hmacKey(secret), bytes);
	return `${toBase64url(bytes)}.${toBase64url(new Uint8Array(mac))}`;
}

/** null: no cookie of ours, or one that has expired. */
export async function readSession(
	cookie: string | undefined,
	secret: string,
	now: number
): Promise<SignedIn | null> {
	const [bytes, mac] = decode(cookie);
	if (!bytes || !mac) return null;
	// crypto.subtle.verify compares in constant time.
	if (!(await crypto.subtle.verify('HMAC', await hmacKey(secret), mac, bytes))) return null;
	const read = statement.safeParse(JSON.parse(text(bytes)));
	return read.success && read.data.expiresAt > now ? read.data : null;
}

function decode(cookie: string | undefined): Bytes[] {
	const parts = cookie?.split('.') ?? [];
	if (parts.length !== 2 || parts.some((part) => !/^[A-Za-z0-9_-]+$/.test(part))) return [];
	try {
		return parts.map(fromBase64url);
	} catch (_notBase64url) {
		return [];
	}
}

function hmacKey(secret: string): Promise<CryptoKey> {
	const parameters = { name: 'HMAC', hash: 'SHA-256' };
	return crypto.subtle.importKey('raw', fromBase64url(secret), parameters, false, [
		'sign',
		'verify'
	]);
}
