/**
 * Refresh tokens: 32 random bytes that are exchanged once. The database holds their SHA-256. A second use ends the whole family,
 * because one of the two users stole it; only the very same request again within a minute (its answer was lost on the way) gets the same
 * answer.
 */
import { fromBase64url, toBase64url, toHex, utf8 } from '#sync/bytes.ts';
import { sha256 } from '#sync/hash.ts';

export const REFRESH_MS = 7 * 24 * 3_600_000;

const REPEAT_MS = 60_000;

export const createToken = (): string => toBase64url(crypto.getRandomValues(new Uint8Array(32)));
export const tokenHash = (token: string): string => toHex(sha256(utf8(token)));

/** What replaces `token` when the request `request` uses it: the same for the same two, and known to nobody without the secret. */
export async function successorOf(token: string, request: string, secret: string): Promise<string> {
	const key = await crypto.subtle.importKey(
		'raw',
		fromBase64url(secret),
		{ name: 'HMAC', hash: 'SHA-256' },
		false,
		['sign']
	);
	const mac = await crypto.subtle.sign('HMAC', key, utf8(`refresh\0${token}\0${request}`));
	return toBase64url(new Uint8Array(mac));
}

export type StoredToken = {
	expires_at: number;
	used_at: number | null;
	used_by: string | null;
	/** The family still stands, and its person is neither locked nor erased. */
	live: boolean;
};

export type RefreshDecision = 'rotate' | 'repeat' | 'reuse' | 'refuse';

/** Pure. `request`: the name the client gave to this exchange, null if none. */
export function decideRefresh(
	stored: StoredToken | null,
	request: string | null,
	now: number
): RefreshDecision {
	if (!stored || !stored.live) return 'refuse';
	if (stored.used_at !== null) {
		const same = request !== null && stored.used_by === request;
		return same && now - stored.used_at <= REPEAT_MS ? 'repeat' : 'reuse';
	}
	return stored.expires_at > now ? 'rotate' : 'refuse';
}
