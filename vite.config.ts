import { sveltekit } from '@sveltejs/kit/vite';
import type { Adapter } from '@sveltejs/kit';
import { defineConfig } from 'vite';
import { injectManifest } from 'workbox-build';
import options from './svelte.config.js';

type KitCsp = NonNullable<NonNullable<Parameters<typeof sveltekit>[0]>['csp']>;

/**
 * What opens without a network. Weights and wasm are kept apart (app/device/model-cache.ts), other scripts' letters and old
 * font formats are kept when first used.
 */
const precache = {
	globPatterns: ['**/*.{html,js,css,woff2,svg,webmanifest}', 'vendor/manifest.json'],
	globIgnores: [
		'service-worker.js',
		'vendor/**/*.{js,wasm}',
		'_app/immutable/assets/noto-*',
		'screenshots/**',
		'_app/env.js'
	]
};

/**
 * Into the page itself, with the hash of Kit's start script, which is another at each build. What a <meta> cannot say is in
 * static/_headers.
 */
const csp = {
	mode: 'hash',
	directives: {
		'default-src': ['none'],
		'script-src': ['self', 'wasm-unsafe-eval'],
		'worker-src': ['self'],
		'style-src': ['self', 'unsafe-inline'],
		'img-src': ['self', 'blob:', 'data:'],
		'media-src': ['self', 'blob:'],
		'font-src': ['self'],
		'connect-src': ['self'],
		'manifest-src': ['self'],
		'form-action': ['self'],
		'base-uri': ['none']
	}
} satisfies KitCsp;

/** Once the adapter has written build/, the list of its files goes into the service worker. */
function withPrecache(adapter: Adapter): Adapter {
	return {
		...adapter,
		async adapt(builder) {
			await adapter.adapt(builder);
			const { count, size, warnings } = await injectManifest({
				swSrc: 'build/service-worker.js',
				swDest: 'build/service-worker.js',
				globDirectory: 'build',
				...precache,
				// Their names carry their hashes.
				dontCacheBustURLsMatching: /\/_app\/immutable\//,
				modifyURLPrefix: { '': '/' },
				maximumFileSizeToCacheInBytes: 4_000_000
			});
			for (const warning of warnings) builder.log.warn(warning);
			builder.log.success(`Precache: ${count} files, ${Math.round(size / 1024)} KiB`);
		}
	};
}

export default defineConfig({
	root: 'app',
	cacheDir: '../node_modules/.vite',
	plugins: [sveltekit({ ...options, csp, adapter: withPrecache(options.adapter) })],
	server: { fs: { allow: ['../sync', '../models', '../node_modules'] } },
	worker: { format: 'es' },
	// A font or picture inside a style sheet would need an exception in the content security policy.
	build: { assetsInlineLimit: 0 }
});
