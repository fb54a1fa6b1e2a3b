/** Keeps what a browser's pages did that they should not: broke the content policy, left the origin, threw. */
import type { BrowserContext } from 'playwright';

export interface Watched {
	violations: string[];
	foreign: string[];
	errors: string[];
}

export async function watchPage(context: BrowserContext, origin: string): Promise<Watched> {
	const watched: Watched = { violations: [], foreign: [], errors: [] };
	await context.exposeFunction(
		'tellViolation',
		(text: string) => void watched.violations.push(text)
	);
	await context.addInitScript(() => {
		document.addEventListener('securitypolicyviolation', (event) => {
			const { tellViolation } = window as unknown as { tellViolation(text: string): void };
			tellViolation(
				`${event.violatedDirective} stopped ${event.blockedURI} on ${location.pathname}`
			);
		});
	});
	context.on('request', (request) => {
		const url = new URL(request.url());
		if (/^(https?|wss?):$/.test(url.protocol) && url.host !== new URL(origin).host)
			watched.foreign.push(request.url());
	});
	context.on('weberror', (error) => void watched.errors.push(String(error.error())));
	return watched;
}
