import { problemText } from '#app/api/problem-text.ts';
import { formatDateTime } from '#app/i18n/format.ts';
import { m } from '#app/i18n/generated/messages.js';

/** Why a start did not come about; `at` is the time that belongs to it. */
export interface StartRefusal {
	code:
		| 'not_prepared'
		| 'start_code_wrong'
		| 'too_many_tries'
		| 'form_damaged'
		| 'ticket_expired'
		| 'not_open_yet'
		| 'closed'
		| 'clock_wrong'
		| 'attempt_ended'
		| 'sitting_locked'
		| 'papers_changed'
		| 'begun_elsewhere'
		| 'storage_failed'
		| 'not_signed_in'
		| 'not_allowed'
		| 'too_many_requests'
		| 'unreachable'
		| 'unavailable';
	at?: number;
}

/** What happened, what is safe, what to do. `parts`: what is not on the device. */
export function startRefusalText({ code, at }: StartRefusal, parts: string): string {
	const when = at === undefined ? '' : formatDateTime(at);
	switch (code) {
		case 'not_prepared':
			return m.check_form_fail({ parts });
		// How long to wait is counted down beside the field.
		case 'start_code_wrong':
		case 'too_many_tries':
			return m.check_code_wrong();
		case 'form_damaged':
			return m.check_form_mismatch();
		case 'closed':
			return m.check_closed({ when });
		case 'clock_wrong':
			return m.check_clock_wrong({ when });
		case 'papers_changed':
			return m.sitting_changed_again();
		case 'begun_elsewhere':
			return m.handover_look_again();
		case 'storage_failed':
			return m.check_storage_full();
		case 'unreachable':
			return m.check_lost_contact();
		default:
			return problemText(code);
	}
}
