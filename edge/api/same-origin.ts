/**
 * The CSRF defence beside SameSite=Strict. What changes state and carries a cookie must prove that it comes from our own pages: by
 * Origin, by Sec-Fetch-Site, or by the header X-Invigil, which no other site can set without asking first. A body must be JSON, which
 * no form of another site can send. Requests with a bearer token instead of a cookie need none of it.
 */
import { createMiddleware } from 'hono/factory';
import type { Context } from 'hono';
import type { App } from './bindings.ts';
import { ProblemError } from './problem.ts';

const safe = ['GET', 'HEAD', 'OPTIONS'];

export const sameOrigin = createMiddleware<App>(async (context, next) => {
	const { req } = context;
	const upgrade = req.header('Upgrade')?.toLowerCase() === 'websocket';
	const changes = !safe.includes(req.method);
	if (changes || upgrade) refuseForeign(context);
	if (changes && req.header('Cookie')?.includes('__Host-invigil') && !isProven(context))
		throw new ProblemError('csrf', 'The request does not prove that it comes from this app.');
	const type = req.header('Content-Type') ?? '';
	if (req.method === 'POST' && !/^application\/json\b/i.test(type))
		throw new ProblemError('invalid_request', 'The body must be application/json.');
	await next();
});

function refuseForeign({ req }: Context): void {
	const origin = req.header('Origin');
	// Compared by host: behind a TLS proxy the Worker may see http where the browser saw https.
	const foreign =
		origin !== undefined &&
		(!URL.canParse(origin) || new URL(origin).host !== new URL(req.url).host);
	const site = req.header('Sec-Fetch-Site');
	if (foreign || (site !== undefined && site !== 'same-origin' && site !== 'none'))
		throw new ProblemError('csrf', 'The request comes from another origin.', {
			evidence: { origin: (origin ?? site ?? '').slice(0, 200) }
		});
}

function isProven({ req }: Context): boolean {
	return (
		req.header('Origin') !== undefined ||
		req.header('Sec-Fetch-Site') === 'same-origin' ||
		req.header('X-Invigil') !== undefined
	);
}
