/** The HTTP API under /api/v1: guards first, then the operations, a file per noun. */
import { Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { HTTPException } from 'hono/http-exception';
import { routePath } from 'hono/route';
import { secureHeaders } from 'hono/secure-headers';
import { DatabaseAwayError, NotSignedInError } from '../db/database.ts';
import { largestBody } from './largest-body.ts';
import { operations } from './operations.ts';
import { problemResponse, ProblemError } from './problem.ts';
import { sameOrigin } from './same-origin.ts';
import { logEvent, logProblem } from '../log.ts';
import type { Authenticated } from './signed-in.ts';

const BASE = '/api/v1';

export const api = new Hono<Authenticated>().basePath(BASE);

api.use(async (context, next) => {
	context.set('request', crypto.randomUUID());
	const began = Date.now();
	await next();
	// The route's pattern, not its path: that could carry what somebody typed.
	logEvent('request', {
		request: context.get('request'),
		method: context.req.method,
		route: routePath(context, -1),
		status: context.res.status,
		ms: Date.now() - began
	});
});
const withHeaders = secureHeaders({ referrerPolicy: 'no-referrer' });
api.use(async (context, next) => {
	// The 101 of a socket comes from a Durable Object with headers that cannot be changed, and no page is shown from it.
	if (context.req.header('Upgrade')?.toLowerCase() === 'websocket') return next();
	await withHeaders(context, next);
	context.header('X-Request-Id', context.get('request'));
	if (!context.res.headers.has('Cache-Control')) context.header('Cache-Control', 'no-store');
});
api.use(sameOrigin);
api.use((context, next) => {
	const maxSize = largestBody(context.req.path.slice(BASE.length));
	return bodyLimit({
		maxSize,
		onError: (tooLarge) =>
			problemResponse(tooLarge, {
				code: 'too_large',
				detail: 'The body is too large.',
				evidence: { limit: maxSize }
			})
	})(context, next);
});
for (const { register } of operations) register(api);
api.notFound((context) =>
	problemResponse(context, { code: 'not_found', detail: 'No such route.' })
);
api.onError((problem, context) => {
	if (problem instanceof ProblemError) return problemResponse(context, problem.problem);
	if (problem instanceof HTTPException)
		return problemResponse(context, { code: 'invalid_request', detail: problem.message });
	if (problem instanceof NotSignedInError)
		return problemResponse(context, {
			code: 'not_signed_in',
			detail: 'The sign-in has ended, or fresh tokens are needed.'
		});
	if (problem instanceof DatabaseAwayError)
		return problemResponse(context, {
			code: 'unavailable',
			detail: 'The database cannot be reached now.',
			retryAfterSeconds: 5
		});
	logProblem('request.failed', problem, {
		request: context.get('request'),
		method: context.req.method,
		path: routePath(context, -1)
	});
	return problemResponse(context, {
		code: 'internal',
		detail: 'Something went wrong at the edge.'
	});
});
