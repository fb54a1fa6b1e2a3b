/**
 * The CSRF defence beside SameSite=Strict: what changes state must come from our own origin where a browser says whence it comes,
 * and be JSON, which a form of another site cannot send without asking first.
 */
import { createMiddleware } from 'hono/factory';
import type { App } from './bindings.ts';
import { ProblemError } from './problem.ts';

const safe = ['GET', 'HEAD', 'OPTIONS'];

export const sameOrigin = createMiddleware<App>(async (context, next) => {
	const { req } = context;
	const origin = req.header('Origin');
	const upgrade = req.header('Upgrade')?.toLowerCase() === 'websocket';
	if (origin !== undefined && (upgrade || !safe.includes(req.method))) {
		// Compared by host: behind a TLS proxy the Worker may see http where the browser saw https.
		if (!URL.canParse(origin) || new URL(origin).host !== new URL(req.url).host)
			throw new ProblemError('not_allowed', 'The request comes from another origin.', {
				evidence: { origin: origin.slice(0, 200) }
			});
	}
	const hasBody =
		req.method === 'POST' && !req.header('Content-Type')?.startsWith('application/json');
	if (hasBody) throw new ProblemError('invalid_request', 'The body must be application/json.');
	await next();
});
