/**
 * The page that was asked for before signing in, carried in the address of the sign-in page. It is believed only where it can lead
 * nowhere but to this origin: an address somebody was sent must not take them elsewhere once they have signed in.
 */
const NAME = 'next';

/** The sign-in page that leads back to this one; without a word where that is the start page itself. */
export function signInFor({ pathname, search, hash }: Pick<URL, 'pathname' | 'search' | 'hash'>) {
	const asked = pathname + search + hash;
	return pathname === '/' || safePath(asked) === null
		? '/'
		: `/?${new URLSearchParams({ [NAME]: asked })}`;
}

type Asked = { searchParams: Pick<URLSearchParams, 'get'> };
/** null: nothing was asked for, or nothing that may be followed. */
export const askedFor = ({ searchParams }: Asked): string | null =>
	safePath(searchParams.get(NAME));

/** A path that begins with one slash. Browsers read `\` as `/` and drop tabs and line breaks, so both would make `//` of it. */
export function safePath(path: string | null): string | null {
	if (path === null || !/^\/(?!\/)[^\\\p{Cc}]*$/u.test(path)) return null;
	// Only what the browser itself would make of it counts: `/..//elsewhere` is `//elsewhere` to it.
	const url = new URL(path, 'https://here.invalid');
	const plain = url.pathname + url.search + url.hash;
	return url.origin === 'https://here.invalid' && !plain.startsWith('//') ? plain : null;
}
