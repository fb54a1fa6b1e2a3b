/** Every code of a report as a sentence. */
import { m } from '#app/i18n/generated/messages.js';
import type { Change, Format, Reason, Refusal } from '../import/report.ts';
import type { Outcome } from './report-view.ts';

export const refusalWords: Record<Refusal['code'], () => string> = {
	unknown_format: m.items_refused_unknown_format,
	empty: m.items_refused_empty,
	too_large: m.items_refused_too_large,
	not_text: m.items_refused_not_text,
	is_picture: m.items_refused_is_picture,
	is_pdf: m.items_refused_is_pdf,
	is_document: m.items_refused_is_document,
	is_recording: m.items_refused_is_recording,
	is_page: m.items_refused_is_page,
	broken_xml: m.items_refused_broken_xml,
	broken_zip: m.items_refused_broken_zip,
	zip_too_large: m.items_refused_zip_too_large,
	zip_too_many_files: m.items_refused_zip_too_many_files,
	zip_unsafe_path: m.items_refused_zip_unsafe_path,
	zip_encrypted: m.items_refused_zip_encrypted,
	too_many_items: m.items_refused_too_many_items,
	too_deep: m.items_refused_too_deep,
	no_items: m.items_refused_no_items,
	cancelled: m.items_refused_cancelled
};

/** Those of a file that is another one than was meant: which are read is said with them. */
export const isOtherFile = ({ code }: Refusal): boolean =>
	code === 'unknown_format' || code === 'no_items' || code === 'not_text' || code.startsWith('is_');

export const changeWords: Record<Change['code'], () => string> = {
	formatting_lost: m.items_change_formatting_lost,
	media_missing: m.items_change_media_missing,
	media_unsupported: m.items_change_media_unsupported,
	media_remote: m.items_change_media_remote,
	alternative_text_missing: m.items_change_alternative_text_missing,
	script_removed: m.items_change_script_removed,
	marks_rounded: m.items_change_marks_rounded,
	marks_guessed: m.items_change_marks_guessed,
	penalty_dropped: m.items_change_penalty_dropped,
	answer_dropped: m.items_change_answer_dropped,
	no_right_answer: m.items_change_no_right_answer,
	right_answer_missing: m.items_change_right_answer_missing,
	points_missing: m.items_change_points_missing,
	groups_merged: m.items_change_groups_merged,
	hints_dropped: m.items_change_hints_dropped,
	feedback_dropped: m.items_change_feedback_dropped,
	type_approximated: m.items_change_type_approximated,
	encoding_guessed: m.items_change_encoding_guessed,
	time_limit_dropped: m.items_change_time_limit_dropped,
	layout_dropped: m.items_change_layout_dropped,
	alignment_dropped: m.items_change_alignment_dropped
};

export const reasonWords: Record<Reason['code'], () => string> = {
	type_unsupported: m.items_reason_type_unsupported,
	several_interactions: m.items_reason_several_interactions,
	no_prompt: m.items_reason_no_prompt,
	too_few_options: m.items_reason_too_few_options,
	no_right_answer: m.items_reason_no_right_answer,
	marks_invalid: m.items_reason_marks_invalid,
	malformed: m.items_reason_malformed,
	truncated: m.items_reason_truncated,
	too_long: m.items_reason_too_long,
	formula_unreadable: m.items_reason_formula_unreadable,
	response_processing_unsupported: m.items_reason_response_processing_unsupported,
	picture_missing: m.items_reason_picture_missing,
	places_hidden: m.items_reason_places_hidden
};

export const outcomeWords: Record<Outcome, () => string> = {
	whole: m.items_outcome_whole,
	changed: m.items_outcome_changed,
	left_out: m.items_outcome_left_out
};

/** Names of formats are the same in every language, but for the table. */
export const formatWords: Record<Format, () => string> = {
	moodle_xml: () => 'Moodle XML',
	gift: () => 'GIFT',
	aiken: () => 'Aiken',
	qti_1_2: () => 'QTI 1.2',
	qti_2: () => 'QTI 2',
	qti_3: () => 'QTI 3',
	table: m.items_format_table,
	invigil: () => 'Invigil'
};
