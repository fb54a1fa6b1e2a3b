/** The HTTP API under /api/v1: guards first, then a file per noun. The table of routes stands in sync/schema/api.ts. */
import { Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { HTTPException } from 'hono/http-exception';
import { secureHeaders } from 'hono/secure-headers';
import { DatabaseAwayError } from '../db/database.ts';
import { attempts } from './attempts.ts';
import type { App } from './bindings.ts';
import { blobs } from './blobs.ts';
import { health } from './health.ts';
import { problemResponse, ProblemError } from './problem.ts';
import { records } from './records.ts';
import { rooms } from './rooms.ts';
import { sameOrigin } from './same-origin.ts';
import { sessions } from './sessions.ts';
import { sittings } from './sittings.ts';

const LARGEST_JSON_BYTES = 65_536;
const LARGEST_BLOB_BYTES = 25_000_000;

export const api = new Hono<App>().basePath('/api/v1');

const withHeaders = secureHeaders({ referrerPolicy: 'no-referrer' });
api.use(async (context, next) => {
	// The 101 of a socket comes from a Durable Object with headers that cannot be changed, and no page is shown from it.
	if (context.req.header('Upgrade')?.toLowerCase() === 'websocket') return next();
	await withHeaders(context, next);
	if (!context.res.headers.has('Cache-Control')) context.header('Cache-Control', 'no-store');
});
api.use(sameOrigin);
api.use((context, next) => {
	const maxSize = context.req.path.startsWith('/api/v1/publish/')
		? LARGEST_BLOB_BYTES
		: LARGEST_JSON_BYTES;
	return bodyLimit({
		maxSize,
		onError: (tooLarge) =>
			problemResponse(tooLarge, {
				code: 'too_large',
				message: 'The body is too large.',
				evidence: { limit: maxSize }
			})
	})(context, next);
});
api.route('/', health);
api.route('/', sessions);
api.route('/', attempts);
api.route('/', blobs);
api.route('/', sittings);
api.route('/', records);
api.route('/', rooms);
api.notFound((context) =>
	problemResponse(context, { code: 'not_found', message: 'No such route.' })
);
api.onError((problem, context) => {
	if (problem instanceof ProblemError) return problemResponse(context, problem.problem);
	if (problem instanceof HTTPException)
		return problemResponse(context, { code: 'invalid_request', message: problem.message });
	if (problem instanceof DatabaseAwayError)
		return problemResponse(context, {
			code: 'unavailable',
			message: 'The database cannot be reached now.',
			retryAfterSeconds: 5
		});
	// The name and the text only: a driver's error can carry the values of a query.
	console.error(
		'request failed',
		context.req.method,
		context.req.path,
		problem.name,
		problem.message
	);
	return problemResponse(context, {
		code: 'internal',
		message: 'Something went wrong at the edge.'
	});
});
