import { afterEach, expect, test, vi } from 'vitest';
import { keepImmutable } from './keep-immutable.ts';

afterEach(() => vi.unstubAllGlobals());

/** What the cache holds after one file was asked for and the network gave `answer`. */
async function keptOf(answer: Response): Promise<string[]> {
	const kept = new Map<string, Response>();
	const cache = {
		match: async ({ url }: Request) => kept.get(url)?.clone(),
		put: async ({ url }: Request, response: Response) => void kept.set(url, response),
		keys: async () => [...kept.keys()],
		delete: async (url: string) => kept.delete(url)
	};
	vi.stubGlobal('caches', { open: async () => cache });
	vi.stubGlobal('fetch', async () => answer);
	const request = new Request('https://exam.example/_app/immutable/letters.js');
	await keepImmutable({ request } as unknown as Parameters<typeof keepImmutable>[0]);
	return [...kept.keys()];
}

test('a file is kept under its address', async () => {
	const file = new Response('export {}', { headers: { 'content-type': 'text/javascript' } });
	expect(await keptOf(file)).toHaveLength(1);
});

test('a captive portal’s page is never kept as a file, whether it says what it is or not', async () => {
	const page = '<html>Please sign in to this network</html>';
	const html = { headers: { 'content-type': 'text/html' } };
	expect(await keptOf(new Response(page, html))).toEqual([]);
	expect(await keptOf(new Response(new TextEncoder().encode(page)))).toEqual([]);
});
