import type { Problem, ProblemCode } from '#sync/schema/api.ts';

/** The edge's refusals, and the two ways of getting no answer that can be read. */
export type ApiErrorCode =
	| ProblemCode
	/** No answer: no network, or the edge is away. */
	| 'unreachable'
	/** An answer this version of the app does not know. */
	| 'unreadable';

export class ApiError extends Error {
	override name = 'ApiError';
	readonly code: ApiErrorCode;
	readonly evidence: NonNullable<Problem['evidence']>;
	readonly retryAfterSeconds: number | null;

	constructor(
		code: ApiErrorCode,
		message: string,
		rest: Pick<Problem, 'evidence' | 'retryAfterSeconds'> & { cause?: unknown } = {}
	) {
		super(message, { cause: rest.cause });
		this.code = code;
		this.evidence = rest.evidence ?? {};
		this.retryAfterSeconds = rest.retryAfterSeconds ?? null;
	}
}

/** The code of anything thrown by a call of the API. */
export function apiErrorCode(error: unknown): ApiErrorCode {
	return error instanceof ApiError ? error.code : 'internal';
}
