/**
 * What `npm test` runs (tests/run.ts), one project per kind of machine a test needs. Two cores: projects run one after
 * another but for the edge's two (tests/run/steps.ts), and what starts browsers runs one file at a time.
 */
import { svelte } from '@sveltejs/vite-plugin-svelte';
import { playwright } from '@vitest/browser-playwright';
import { defineConfig } from 'vitest/config';
import { chromiumArguments, findChromium } from './tests/support/chromium-binary.ts';

/** Compiles *.svelte and the runes in *.svelte.ts; svelte.config.js holds options of SvelteKit, which runs no test. */
const runes = () => svelte({ configFile: false });

const SECOND = 1000;
/** What is waited for may take long on a busy machine; by itself a poll gives up after one second. */
const expect = { poll: { timeout: 20 * SECOND } };
const node = { environment: 'node' as const, exclude: ['**/node_modules/**'], expect };

export default defineConfig({
	test: {
		projects: [
			{
				plugins: [runes()],
				// Svelte gives Node its server half unless asked for the browser's.
				resolve: { conditions: ['browser'] },
				test: {
					...node,
					name: 'unit',
					include: ['{app,edge,models,sync}/**/*.test.ts', 'tests/unit/**/*.test.ts'],
					exclude: [...node.exclude, '**/*.browser.test.ts'],
					testTimeout: 30 * SECOND
				}
			},
			{
				plugins: [runes()],
				// Found only once a page or a worker asks for them, dependencies would reload the page in the middle of a test.
				optimizeDeps: {
					entries: ['{app,models,sync}/**/*.{ts,svelte}', '!**/{node_modules,testing}/**']
				},
				test: {
					name: 'browser',
					include: ['{app,models,sync}/**/*.browser.test.ts', 'tests/support/**/*.browser.test.ts'],
					fileParallelism: false,
					testTimeout: 30 * SECOND,
					expect,
					browser: {
						enabled: true,
						headless: true,
						screenshotFailures: false,
						provider: playwright({
							launchOptions: {
								executablePath: findChromium() ?? undefined,
								args: chromiumArguments()
							}
						}),
						instances: [{ browser: 'chromium' }]
					}
				}
			},
			{
				test: {
					...node,
					name: 'faults',
					include: ['tests/faults/**/*.test.ts'],
					globalSetup: ['tests/support/build-first.ts', 'tests/support/begin-once-embedded.ts'],
					testTimeout: 180 * SECOND,
					hookTimeout: 180 * SECOND
				}
			},
			...(['embedded', 'postgres'] as const).map((database) => ({
				test: {
					...node,
					name: `edge-${database}`,
					include: ['tests/edge/**/*.test.ts'],
					env: { INVIGIL_TEST_DATABASE: database },
					globalSetup: `tests/support/begin-once-${database}.ts`,
					fileParallelism: false,
					testTimeout: 60 * SECOND,
					hookTimeout: 120 * SECOND
				}
			})),
			...(['models', 'e2e'] as const).map((name) => ({
				test: {
					...node,
					name,
					include: [`tests/${name}/**/*.test.ts`],
					globalSetup: [
						'tests/support/build-first.ts',
						...(name === 'e2e' ? ['tests/support/begin-once-embedded.ts'] : [])
					],
					setupFiles: name === 'e2e' ? ['tests/support/pictures.ts'] : [],
					fileParallelism: false,
					testTimeout: 180 * SECOND,
					hookTimeout: 180 * SECOND
				}
			}))
		]
	}
});
