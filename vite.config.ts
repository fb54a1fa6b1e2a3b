import { sveltekit } from '@sveltejs/kit/vite';
import { defineConfig } from 'vite';
import options from './svelte.config.js';

export default defineConfig({
	root: 'app',
	cacheDir: '../node_modules/.vite',
	plugins: [sveltekit(options)],
	server: { fs: { allow: ['../sync', '../models', '../node_modules'] } },
	worker: { format: 'es' }
});
