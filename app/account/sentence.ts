import { ApiError, type ApiErrorCode } from '#app/api/api-error.ts';
import { problemText } from '#app/api/problem-text.ts';
import { m } from '#app/i18n/generated/messages.js';
import { PasskeyError } from './passkey-error.ts';

/** What a refusal, or a passkey not given, means on one page, where that is more than it means everywhere. */
export type Words = Partial<Record<ApiErrorCode | 'passkey', () => string>>;

/** What a page about accounts says of a failure. */
export function sentence(error: unknown, words: Words = {}): string {
	if (error instanceof PasskeyError) return (words.passkey ?? m.account_passkey_not_given)();
	if (!(error instanceof ApiError)) return m.problem_internal();
	if (error.code === 'too_many_requests' && error.retryAfterSeconds)
		return m.signin_wait({ seconds: error.retryAfterSeconds });
	const own = words[error.code];
	if (own) return own();
	return error.code === 'unreachable' ? m.account_offline() : problemText(error);
}
