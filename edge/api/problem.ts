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
	sign_in_again: 403,
	password_common: 400,
	not_verified: 403,
	locked: 403,
	csrf: 403,
	must_be_kept: 409,
	not_lawful_here: 409,
	conflict: 409,
	link_invalid: 410,
	provider_failed: 502,
	not_found: 404,
	not_open_yet: 409,
	closed: 409,
	attempt_ended: 409,
	sitting_locked: 409,
	too_large: 413,
	too_many_requests: 429,
	unavailable: 503,
	internal: 500
};

export const statusOf = (code: ProblemCode): ContentfulStatusCode => statuses[code];

export type ProblemFacts = Pick<Problem, 'code' | 'evidence' | 'retryAfterSeconds'> & {
	detail: string;
};

export class ProblemError extends Error {
	override name = 'ProblemError';
	readonly problem: ProblemFacts;
	constructor(
		code: ProblemCode,
		detail: string,
		more: Pick<Problem, 'evidence' | 'retryAfterSeconds'> = {}
	) {
		super(detail);
		this.problem = { code, detail, ...more };
	}
}

/** RFC 9457. */
export function problemResponse(context: Context, facts: ProblemFacts): Response {
	if (facts.retryAfterSeconds !== undefined)
		context.header('Retry-After', String(facts.retryAfterSeconds));
	const status = statuses[facts.code];
	const words = facts.code.replaceAll('_', ' ');
	const body: Problem = {
		type: `/problems/${facts.code}`,
		title: words.charAt(0).toUpperCase() + words.slice(1),
		status,
		...facts
	};
	return context.json(body, status, { 'Content-Type': 'application/problem+json' });
}
