import { m } from '#app/i18n/generated/messages.js';
import { apiErrorCode, type ApiErrorCode } from './api-error.ts';

const texts: Record<ApiErrorCode, () => string> = {
	invalid_request: m.problem_invalid_request,
	not_signed_in: m.problem_not_signed_in,
	wrong_credentials: m.problem_wrong_credentials,
	not_verified: m.problem_not_verified,
	locked: m.problem_locked,
	sign_in_again: m.problem_sign_in_again,
	password_common: m.problem_password_common,
	not_allowed: m.problem_not_allowed,
	csrf: m.problem_not_allowed,
	link_invalid: m.problem_link_invalid,
	conflict: m.problem_conflict,
	provider_failed: m.problem_provider_failed,
	must_be_kept: m.problem_must_be_kept,
	not_lawful_here: m.problem_not_lawful_here,
	not_found: m.problem_not_found,
	too_many_requests: m.problem_too_many_requests,
	not_open_yet: m.problem_not_open_yet,
	closed: m.problem_closed,
	attempt_ended: m.problem_attempt_ended,
	sitting_locked: m.granted_problem_locked,
	ticket_invalid: m.problem_ticket_invalid,
	ticket_expired: m.problem_ticket_expired,
	too_large: m.problem_too_large,
	unavailable: m.problem_unavailable,
	internal: m.problem_internal,
	unreachable: m.problem_unreachable,
	unreadable: m.problem_unreadable
};

/** What happened, what is safe, what to do: for the person, in their language. */
export function problemText(problem: ApiErrorCode | Error): string {
	return texts[typeof problem === 'string' ? problem : apiErrorCode(problem)]();
}
