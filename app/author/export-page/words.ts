/** Every code of an export's report as a sentence. */
import { m } from '#app/i18n/generated/messages.js';
import type { ExportFormat, ExportReason, Loss } from '../export/report.ts';

/** Names of formats are the same in every language. */
export const formatWords: Record<ExportFormat, () => string> = {
	invigil: m.exchange_format_invigil,
	moodle_xml: () => 'Moodle XML',
	qti_2: () => 'QTI 2.2',
	qti_3: () => 'QTI 3.0',
	gift: () => 'GIFT',
	xlsx: m.exchange_format_xlsx,
	csv: m.exchange_format_csv
};

export const lossWords: Record<Loss, () => string> = {
	type_changed: m.exchange_loss_type_changed,
	text_changed: m.exchange_loss_text_changed,
	options_changed: m.exchange_loss_options_changed,
	order_changed: m.exchange_loss_order_changed,
	marks_changed: m.exchange_loss_marks_changed,
	points_changed: m.exchange_loss_points_changed,
	unit_lost: m.exchange_loss_unit_lost,
	length_lost: m.exchange_loss_length_lost,
	choosing_lost: m.exchange_loss_choosing_lost,
	files_lost: m.exchange_loss_files_lost,
	picture_missing: m.exchange_loss_picture_missing,
	feedback_lost: m.exchange_loss_feedback_lost,
	name_changed: m.exchange_loss_name_changed,
	category_lost: m.exchange_loss_category_lost,
	tags_lost: m.exchange_loss_tags_lost,
	difficulty_lost: m.exchange_loss_difficulty_lost,
	language_lost: m.exchange_loss_language_lost
};

export const reasonWords: Record<ExportReason, () => string> = {
	type_unsupported: m.exchange_reason_type_unsupported,
	no_key: m.exchange_reason_no_key,
	marks_unsupported: m.exchange_reason_marks_unsupported,
	text_unsupported: m.exchange_reason_text_unsupported,
	picture_missing: m.exchange_reason_picture_missing,
	unreadable: m.exchange_reason_unreadable
};
