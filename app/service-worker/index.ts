/**
 * Keeps the app's own files so that every page opens without a network. It never touches the API and never replaces itself
 * under a running exam.
 */
import {
	addPlugins,
	cleanupOutdatedCaches,
	createHandlerBoundToURL,
	precacheAndRoute,
	type PrecacheEntry
} from 'workbox-precaching';
import { NavigationRoute, registerRoute } from 'workbox-routing';
import { fromModelCache } from './from-model-cache.ts';
import { keepImmutable } from './keep-immutable.ts';
import { answerTakeOver } from './take-over.ts';
import { keepWhole } from './whole-files.ts';

declare const self: ServiceWorkerGlobalScope & { __WB_MANIFEST: (PrecacheEntry | string)[] };

addPlugins([keepWhole]);
precacheAndRoute(self.__WB_MANIFEST, { cleanURLs: false, ignoreURLParametersMatching: [] });
cleanupOutdatedCaches();

registerRoute(({ url }) => isOwn(url) && url.pathname.startsWith('/vendor/'), fromModelCache);
registerRoute(
	({ url }) => isOwn(url) && url.pathname.startsWith('/_app/immutable/'),
	keepImmutable
);
registerRoute(
	new NavigationRoute(createHandlerBoundToURL('/index.html'), {
		denylist: [/^\/api\//, /\/[^/]+\.[^/]+$/]
	})
);

// The first page that opened the app is served by it from now on, so it can be prepared without a reload.
self.addEventListener('activate', (event) => event.waitUntil(self.clients.claim()));
self.addEventListener('message', (event) => event.waitUntil(answerTakeOver(self, event)));

function isOwn(url: URL): boolean {
	return url.origin === self.location.origin;
}
