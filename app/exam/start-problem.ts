/** Why an exam does not start: one closed list, with the time that belongs to it. start-words.ts says it to the person. */
import type { ApiErrorCode } from '#app/api/api-error.ts';

export type StartProblemCode =
	/** Ticket, form or key are not on this device (any more). */
	| 'not_prepared'
	| 'start_code_wrong'
	/** `at`: the next try. */
	| 'too_many_tries'
	| 'form_damaged'
	| 'ticket_expired'
	/** `at`: when it opens. */
	| 'not_open_yet'
	/** `at`: when it closed. */
	| 'closed'
	/** The device's clock cannot be right. `at`: what it must at least be. */
	| 'clock_wrong'
	| 'attempt_ended'
	/** The sitting was changed since the ticket: another is to be fetched, and the notice to be read again. */
	| 'papers_changed'
	/** It goes on on another device, or went on there since the ticket: what is there is to be fetched, and confirmed. */
	| 'begun_elsewhere'
	| 'storage_failed'
	| Extract<
			ApiErrorCode,
			| 'not_signed_in'
			| 'not_allowed'
			| 'sitting_locked'
			| 'too_many_requests'
			| 'unreachable'
			| 'unavailable'
	  >;
export type StartProblem = { code: StartProblemCode; at?: number };
