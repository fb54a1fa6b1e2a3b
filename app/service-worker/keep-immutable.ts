import type { RouteHandlerCallback } from 'workbox-core';

const cacheName = 'invigil-immutable';
const most = 200;

/**
 * Files with a hash in their name that are not in the precache (letters of other scripts, the console's pages): kept when
 * they are first used. The oldest go first.
 */
export const keepImmutable: RouteHandlerCallback = async ({ request }) => {
	const cache = await caches.open(cacheName);
	const kept = await cache.match(request, { ignoreVary: true });
	if (kept) return kept;
	const response = await fetch(request);
	if (response.ok && !isFallback(response, request)) {
		await cache.put(request, response.clone());
		const keys = await cache.keys();
		await Promise.all(
			keys.slice(0, Math.max(0, keys.length - most)).map((key) => cache.delete(key))
		);
	}
	return response;
};

/**
 * A file of a version that is gone is answered with the page for every address, and by a captive portal every file with its own, typed or
 * not: neither may be kept as that file.
 */
function isFallback(response: Response, request: Request): boolean {
	const type = response.headers.get('content-type') ?? '';
	return type === '' || (type.startsWith('text/html') && request.destination !== 'document');
}
