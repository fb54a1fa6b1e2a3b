import { sveltekit } from '@sveltejs/kit/vite';
import type { Adapter } from '@sveltejs/kit';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { defineConfig, type Plugin } from 'vite';
import { injectManifest, type ManifestTransform } from 'workbox-build';
import options from './svelte.config.js';

type KitCsp = NonNullable<NonNullable<Parameters<typeof sveltekit>[0]>['csp']>;

/**
 * What opens without a network. Weights and wasm are kept apart (app/device/model-cache.ts); other scripts' letters, old
 * font formats and the console are kept when first used.
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
		'style-src': ['self'],
		// The one style attribute there is: Kit's announcer for screen readers, by its hash.
		'style-src-attr': ['unsafe-hashes', 'sha256-S8qMpvofolR8Mpjy4kQvEm7m1q8clzU4dfDH0AmvZjo='],
		'img-src': ['self', 'blob:', 'data:'],
		'media-src': ['self', 'blob:'],
		'font-src': ['self'],
		'connect-src': ['self'],
		'manifest-src': ['self'],
		'form-action': ['self'],
		'base-uri': ['none']
	}
} satisfies KitCsp;

/** Files of the build that only the console asks for. */
const consoleFiles = new Set<string>();

function findConsoleFiles(): Plugin {
	return {
		name: 'find-console-files',
		apply: 'build',
		applyToEnvironment: ({ name }) => name === 'client',
		generateBundle(_, bundle) {
			for (const output of Object.values(bundle)) {
				if (output.type !== 'chunk') continue;
				// No page of a student imports these, so a chunk with a part of them is loaded by nobody else.
				if (!output.moduleIds.some((id) => /\/app\/((routes\/)?console|author)\//.test(id)))
					continue;
				consoleFiles.add(output.fileName);
				for (const style of output.viteMetadata?.importedCss ?? []) consoleFiles.add(style);
			}
		}
	};
}

/** What is kept under an address for good is what was built, and not the page that a captive portal gives for it. */
const withIntegrity: ManifestTransform = (entries) => ({
	manifest: entries.map((entry) => ({
		...entry,
		integrity: `sha256-${createHash('sha256')
			.update(readFileSync(`build${entry.url}`))
			.digest('base64')}`
	})),
	warnings: []
});

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
				globPatterns: precache.globPatterns,
				globIgnores: [...precache.globIgnores, ...consoleFiles],
				// Their names carry their hashes.
				dontCacheBustURLsMatching: /\/_app\/immutable\//,
				modifyURLPrefix: { '': '/' },
				manifestTransforms: [withIntegrity],
				maximumFileSizeToCacheInBytes: 4_000_000
			});
			for (const warning of warnings) builder.log.warn(warning);
			builder.log.success(`Precache: ${count} files, ${Math.round(size / 1024)} KiB`);
		}
	};
}

/**
 * Module workers become entries of the app's own build, so that what a page and its worker both use is one file, fetched
 * and kept once. Vite alone builds each worker by itself, with its own copy of everything.
 */
function workersShareChunks(): Plugin {
	const start =
		/new URL\((['"])(\.[^'"]+\.worker\.ts)\1, import\.meta\.url\)(?=,\s*\{\s*type: 'module')/g;
	return {
		name: 'workers-share-chunks',
		apply: 'build',
		enforce: 'pre',
		applyToEnvironment: ({ name }) => name === 'client',
		async transform(code, id) {
			if (!code.includes('new Worker(')) return null;
			let changed = code;
			for (const [all, , path = ''] of code.matchAll(start)) {
				const resolved = await this.resolve(path, id);
				if (!resolved) this.error(`No worker at ${path}`);
				const chunk = this.emitFile({ type: 'chunk', id: resolved.id, preserveSignature: false });
				changed = changed.replace(all, `import.meta.ROLLUP_FILE_URL_${chunk}`);
			}
			return { code: changed, map: null };
		}
	};
}

/** zod tries whether it may evaluate code; the content security policy stops that, and reports it on every page. */
function zodWithoutEval(): Plugin {
	const config = '.__zod_globalConfig = {}';
	return {
		name: 'zod-without-eval',
		apply: 'build',
		applyToEnvironment: ({ name }) => name !== 'ssr',
		transform(code, id) {
			if (!id.endsWith('/zod/v4/core/core.js')) return null;
			if (!code.includes(config)) this.error('zod keeps its configuration elsewhere now');
			return {
				code: code.replace(config, '.__zod_globalConfig = { jitless: true }'),
				map: null
			};
		}
	};
}

export default defineConfig({
	root: 'app',
	cacheDir: '../node_modules/.vite',
	plugins: [
		workersShareChunks(),
		findConsoleFiles(),
		zodWithoutEval(),
		sveltekit({ ...options, csp, adapter: withPrecache(options.adapter) })
	],
	resolve: {
		alias: {
			// What this package has for browsers asks the document, and files of questions are read in a worker. Node's half asks a list.
			'decode-named-character-reference': fileURLToPath(
				import.meta.resolve('decode-named-character-reference')
			)
		}
	},
	server: { fs: { allow: ['../sync', '../models', '../node_modules'] } },
	worker: { format: 'es' },
	build: {
		// A font or picture inside a style sheet would need an exception in the content security policy.
		assetsInlineLimit: 0,
		// Vite's preloading of scripts speaks to the document, which a worker has not; style sheets are only asked for by pages.
		modulePreload: { resolveDependencies: (_, deps) => deps.filter((dep) => dep.endsWith('.css')) }
	}
});
