import { problemCode, type Problem } from '#sync/schema/api.ts';

/**
 * The edge's refusals, and the two ways of getting no answer that can be read: `unreachable`, no network or the edge is away;
 * `unreadable`, an answer this version of the app does not know.
 */
export const apiErrorCodes = [...problemCode.options, 'unreachable', 'unreadable'] as const;
export type ApiErrorCode = (typeof apiErrorCodes)[number];

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
