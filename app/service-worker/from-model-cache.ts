import type { RouteHandlerCallback } from 'workbox-core';
import { modelCacheName, modelKey, readModelManifest } from '../device/model-cache.ts';

/**
 * Weights and wasm as the page kept them, under the hash that this version of the app names. Queries are ignored: a loader
 * is asked for with one per task, because a module is evaluated once per address.
 */
export const fromModelCache: RouteHandlerCallback = async ({ url, request }) => {
	const file = (await manifest()).find((file) => file.url === url.pathname);
	const kept =
		file && (await (await caches.open(modelCacheName)).match(modelKey(file), { ignoreVary: true }));
	return kept ?? fetch(request);
};

async function manifest() {
	try {
		return await readModelManifest(fromPrecache);
	} catch (error) {
		console.warn('No manifest of models:', error);
		return [];
	}
}

/** A worker's own fetch does not pass through itself, so the precache is asked first. */
async function fromPrecache(url: string): Promise<Response> {
	return (await caches.match(url, { ignoreSearch: true })) ?? fetch(url);
}
