/**
 * The page that was asked for before signing in, carried in the address of the sign-in page. It is believed only where it can lead
 * nowhere but to this origin: an address somebody was sent must not take them elsewhere once they have signed in.
 */
import { NEXT, safePath, withNext } from '#sync/safe-path.ts';

/** The sign-in page that leads back to this one; without a word where that is the start page itself. */
export const signInFor = ({ pathname, search, hash }: Pick<URL, 'pathname' | 'search' | 'hash'>) =>
	withNext('/', pathname === '/' ? null : pathname + search + hash);

type Asked = { searchParams: Pick<URLSearchParams, 'get'> };
/** null: nothing was asked for, or nothing that may be followed. */
export const askedFor = ({ searchParams }: Asked): string | null =>
	safePath(searchParams.get(NEXT));
