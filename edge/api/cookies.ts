/** `__Host-`: no subdomain can set them, no script can read them, no other site's request carries them. */
import { deleteCookie, setCookie } from 'hono/cookie';
import type { Context } from 'hono';
import { ACCESS_SECONDS } from '../access/access-token.ts';
import { REFRESH_MS } from '../access/refresh-token.ts';

export const ACCESS_COOKIE = '__Host-invigil';
export const REFRESH_COOKIE = '__Host-invigil-refresh';

const options = { httpOnly: true, secure: true, sameSite: 'Strict', path: '/' } as const;

export function setTokens(context: Context, access: string, refresh: string): void {
	setCookie(context, ACCESS_COOKIE, access, { ...options, maxAge: ACCESS_SECONDS });
	setCookie(context, REFRESH_COOKIE, refresh, { ...options, maxAge: REFRESH_MS / 1000 });
}

export function clearTokens(context: Context): void {
	deleteCookie(context, ACCESS_COOKIE, options);
	deleteCookie(context, REFRESH_COOKIE, options);
}
