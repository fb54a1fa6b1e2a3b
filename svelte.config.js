import adapter from '@sveltejs/adapter-static';
import { readFileSync } from 'node:fs';

const { version } = JSON.parse(readFileSync(new URL('package.json', import.meta.url), 'utf8'));

/**
 * SvelteKit's options. Kit 3 refuses a svelte.config.js at the Vite root, so Vite's root is app/ and vite.config.ts hands
 * these to the plugin. Paths are relative to app/.
 */
export default {
	outDir: '../.svelte-kit',
	files: { src: '.', assets: '../static' },
	adapter: adapter({ pages: 'build', assets: 'build', fallback: 'index.html' }),
	serviceWorker: { register: false },
	// What the record of an exam says it was written with.
	version: { name: version }
};
