/** The page to go to after signing in, as an address carries it: written and read by both ends, and believed by neither. */
export const NEXT = 'next';
const LONGEST = 2000;
/** Not a page: what lies there may lead on to a provider that somebody else has chosen. Escaped, it would be read so all the same. */
const NO_PAGE = /^\/(?:api(?![^/?#])|[^/?#]*%)/i;

/** A path that begins with one slash. Browsers read `\` as `/` and drop tabs and line breaks, so both would make `//` of it. */
export function safePath(path: string | null): string | null {
	if (path === null || path.length > LONGEST || !/^\/(?!\/)[^\\\p{Cc}]*$/u.test(path)) return null;
	// Only what the browser itself would make of it counts: `/..//elsewhere` is `//elsewhere` to it.
	const url = new URL(path, 'https://here.invalid');
	const plain = url.pathname + url.search + url.hash;
	if (url.origin !== 'https://here.invalid' || plain.startsWith('//')) return null;
	return NO_PAGE.test(plain) ? null : plain;
}

/** A page of ours that goes on to `next` afterwards; the page alone where that may not be followed. */
export function withNext(page: string, next: string | null): string {
	if (safePath(next) === null || next === null) return page;
	return `${page}${page.includes('?') ? '&' : '?'}${new URLSearchParams({ [NEXT]: next })}`;
}
