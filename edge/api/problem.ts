/** A refusal on its way out: a code of the closed list, its status, and what refused it. */
import type { Context } from 'hono';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import type { Problem, ProblemCode } from '#sync/schema/api.ts';

const statuses: Record<ProblemCode, ContentfulStatusCode> = {
	invalid_request: 400,
	not_signed_in: 401,
	wrong_credentials: 401,
	ticket_invalid: 401,
	ticket_expired: 401,
	not_allowed: 403,
	not_found: 404,
	not_open_yet: 409,
	closed: 409,
	attempt_ended: 409,
	app_too_new: 409,
	too_large: 413,
	too_many_requests: 429,
	unavailable: 503,
	internal: 500
};

export class ProblemError extends Error {
	override name = 'ProblemError';
	readonly problem: Problem;
	constructor(code: ProblemCode, message: string, more: Omit<Problem, 'code' | 'message'> = {}) {
		super(message);
		this.problem = { code, message, ...more };
	}
}

export function problemResponse(context: Context, problem: Problem): Response {
	if (problem.retryAfterSeconds !== undefined)
		context.header('Retry-After', String(problem.retryAfterSeconds));
	return context.json(problem, statuses[problem.code]);
}
