import adapter from '@sveltejs/adapter-static';

/**
 * SvelteKit's options. Kit 3 refuses a svelte.config.js at the Vite root, so Vite's root is app/ and vite.config.ts hands
 * these to the plugin. Paths are relative to app/.
 */
/** @satisfies {Parameters<typeof import('@sveltejs/kit/vite').sveltekit>[0]} */
export default {
	outDir: '../.svelte-kit',
	files: { src: '.', assets: '../static' },
	adapter: adapter({ pages: 'build', assets: 'build', fallback: 'index.html' }),
	serviceWorker: { register: false },
	// Into the page itself, with the hash of Kit's start script, which is another at each build. What a <meta> cannot say is in static/_headers.
	csp: {
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
	}
};
