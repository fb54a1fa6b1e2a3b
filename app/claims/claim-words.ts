/** The verifier's claims in plain words: what is claimed, what it means, and why it may not be provable. */
import { m } from '#app/i18n/generated/messages.js';
import type { ClaimId } from '#sync/verify/verdict.ts';

type Words = { title: () => string; means: () => string; open?: () => string };

const words: Record<ClaimId, Words> = {
	format: { title: m.record_claim_format, means: m.record_means_format },
	edge_keys: {
		title: m.record_claim_edge_keys,
		means: m.record_means_edge_keys,
		open: m.record_open_edge_keys
	},
	ticket_signed: { title: m.record_claim_ticket_signed, means: m.record_means_ticket_signed },
	same_attempt: { title: m.record_claim_same_attempt, means: m.record_means_same_attempt },
	chain_unbroken: { title: m.record_claim_chain_unbroken, means: m.record_means_chain_unbroken },
	signed_by_device: {
		title: m.record_claim_signed_by_device,
		means: m.record_means_signed_by_device
	},
	opened_under_ticket: {
		title: m.record_claim_opened_under_ticket,
		means: m.record_means_opened_under_ticket
	},
	entries_valid: { title: m.record_claim_entries_valid, means: m.record_means_entries_valid },
	count_equals_submit: {
		title: m.record_claim_count_equals_submit,
		means: m.record_means_count_equals_submit,
		open: m.record_open_count_equals_submit
	},
	control_unbroken: {
		title: m.record_claim_control_unbroken,
		means: m.record_means_control_unbroken
	},
	control_signed: { title: m.record_claim_control_signed, means: m.record_means_control_signed },
	receipted: {
		title: m.record_claim_receipted,
		means: m.record_means_receipted,
		open: m.record_open_receipted
	},
	publicly_logged: {
		title: m.record_claim_publicly_logged,
		means: m.record_means_publicly_logged,
		open: m.record_open_publicly_logged
	},
	times_consistent: {
		title: m.record_claim_times_consistent,
		means: m.record_means_times_consistent,
		open: m.record_open_times_consistent
	},
	in_time: {
		title: m.record_claim_in_time,
		means: m.record_means_in_time,
		open: m.record_open_in_time
	},
	form_as_published: {
		title: m.record_claim_form_as_published,
		means: m.record_means_form_as_published
	},
	went_forward: {
		title: m.control_record_went_forward,
		means: m.control_record_means_went_forward
	},
	answers_fit_form: {
		title: m.record_claim_answers_fit_form,
		means: m.record_means_answers_fit_form
	},
	commands_answered: {
		title: m.record_claim_commands_answered,
		means: m.record_means_commands_answered,
		open: m.record_open_commands_answered
	},
	decided: { title: m.held_claim, means: m.held_claim_means, open: m.held_claim_open },
	media_present: {
		title: m.record_claim_media_present,
		means: m.record_means_media_present,
		open: m.record_open_media_present
	},
	files_received: {
		title: m.uploads_claim_title,
		means: m.uploads_claim_means,
		open: m.uploads_claim_open
	},
	sessions_linked: { title: m.record_claim_sessions_linked, means: m.record_means_sessions_linked }
};

export const claimWords = (id: ClaimId): Words => words[id];
