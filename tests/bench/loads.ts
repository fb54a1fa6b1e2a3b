/** How long a page takes to show what it is for, and what had to be transferred for it. */
import { gzipSync } from 'node:zlib';
import type { BrowserContext, Page } from 'playwright';

/** Milliseconds from the beginning of a navigation to the element that matters, by the page's own clock. */
export async function timeTo(
	page: Page,
	selector: string,
	text: RegExp,
	go: () => Promise<unknown>
): Promise<number> {
	await page.addInitScript(
		([query, pattern]) => {
			const look = () => {
				for (const element of document.querySelectorAll(query))
					if (new RegExp(pattern).test(element.textContent ?? '')) {
						const { shownAt } = window as unknown as { shownAt?: number };
						if (shownAt === undefined) Object.assign(window, { shownAt: performance.now() });
					}
			};
			new MutationObserver(look).observe(document, {
				subtree: true,
				childList: true,
				characterData: true
			});
		},
		[selector, text.source] as const
	);
	await go();
	await page.waitForFunction(() => 'shownAt' in window);
	return page.evaluate(() => (window as unknown as { shownAt: number }).shownAt);
}

/** Compressed bytes of each script that the context's pages and workers fetched, by path. */
export function collectScripts(context: BrowserContext): () => Promise<Map<string, number>> {
	const sizes = new Map<string, Promise<number>>();
	context.on('response', (response) => {
		// The service worker fetches the console too, for those who need it, after the page is there.
		if (response.request().serviceWorker()) return;
		const { pathname } = new URL(response.url());
		if (!/\.m?js$/.test(pathname) || sizes.has(pathname)) return;
		sizes.set(
			pathname,
			response.body().then(
				(body) => gzipSync(body, { level: 9 }).length,
				() => 0
			)
		);
	});
	return async () =>
		new Map(await Promise.all([...sizes].map(async ([path, size]) => [path, await size] as const)));
}

/** Paths of the scripts that the page itself asks for from now on: not those of its workers. */
export async function watchOwnScripts(page: Page): Promise<Set<string>> {
	const paths = new Set<string>();
	const protocol = await page.context().newCDPSession(page);
	await protocol.send('Network.enable');
	protocol.on('Network.requestWillBeSent', ({ request, type, initiator }) => {
		// A worker's first file is asked for by the page, and by no script of it; the rest by the worker, which is not heard here.
		if (type === 'Script' && initiator.type !== 'other') paths.add(new URL(request.url).pathname);
	});
	return paths;
}
