/** What an import found: every item by name, whole, changed or left out, and why. Nothing is in the bank before a person said so. */
import type { AuthoredItem, AuthoredMedia } from '#sync/schema/authored-item.ts';

export const formats = [
	'moodle_xml',
	'gift',
	'aiken',
	'qti_1_2',
	'qti_2',
	'qti_3',
	'table',
	'invigil'
] as const;
export type Format = (typeof formats)[number];

/** Why a file is not read at all. */
export const refusals = [
	'unknown_format',
	'empty',
	'too_large',
	'not_text',
	'is_picture',
	'is_pdf',
	'is_document',
	'is_recording',
	'is_page',
	'broken_xml',
	'broken_zip',
	'zip_too_large',
	'zip_too_many_files',
	'zip_unsafe_path',
	'zip_encrypted',
	'too_many_items',
	'too_deep',
	'no_items',
	'cancelled'
] as const;
export type Refusal = { code: (typeof refusals)[number]; detail?: string };

/** What is not as it was in the file, though the item can be used. */
export const changes = [
	'formatting_lost',
	'media_missing',
	'media_unsupported',
	'media_remote',
	'alternative_text_missing',
	'script_removed',
	'marks_rounded',
	'marks_guessed',
	'penalty_dropped',
	'answer_dropped',
	'no_right_answer',
	/** The file names none: it is not that we could not read it. */
	'right_answer_missing',
	'points_missing',
	'groups_merged',
	'hints_dropped',
	'feedback_dropped',
	'type_approximated',
	'encoding_guessed',
	'time_limit_dropped',
	'layout_dropped',
	/** Words that were centred or at the right begin where the others do. */
	'alignment_dropped'
] as const;
export type Change = { code: (typeof changes)[number]; detail?: string };

/** What makes an item no less whole, and its owner hears of it: what the file itself does not have. */
const lacks: ReadonlySet<Change['code']> = new Set([
	'alternative_text_missing',
	'right_answer_missing',
	'points_missing'
]);
export const isLack = ({ code }: Change): boolean => lacks.has(code);

/** Why an item is not taken. */
export const reasons = [
	'type_unsupported',
	'several_interactions',
	'no_prompt',
	'too_few_options',
	'no_right_answer',
	'marks_invalid',
	'malformed',
	'truncated',
	'too_long',
	'formula_unreadable',
	'response_processing_unsupported',
	'picture_missing',
	/** A place to be found, which ours would show. */
	'places_hidden'
] as const;
export type Reason = { code: (typeof reasons)[number]; detail?: string };

export type ImportedItem = {
	name: string;
	/** As the file calls it: `multichoice`, `choiceInteraction`, line 12 … */
	found: string;
} & (
	| { outcome: 'whole'; authored: AuthoredItem; lacks?: Change[] }
	| { outcome: 'changed'; authored: AuthoredItem; changes: Change[] }
	| { outcome: 'left_out'; reason: Reason }
);

export type ImportedMedia = AuthoredMedia & { content: Uint8Array };

export type ImportReport = {
	format: Format;
	/** Of the exam they were in, where the file names but one. */
	title?: string;
	items: ImportedItem[];
	/** Those that items refer to; each once. */
	media: ImportedMedia[];
	/** A format error behind the last item; what came before is in `items`. */
	broken: Refusal | null;
};

export type Imported = { ok: true; report: ImportReport } | { ok: false; refusal: Refusal };

export class ImportRefusedError extends Error {
	readonly refusal: Refusal;

	constructor(code: Refusal['code'], detail?: string) {
		super(detail === undefined ? code : `${code}: ${detail}`);
		this.refusal = detail === undefined ? { code } : { code, detail };
	}
}

/** Thrown by the mapping of one item: the others go on. */
export class LeftOutError extends Error {
	readonly reason: Reason;

	constructor(code: Reason['code'], detail?: string) {
		super(detail === undefined ? code : `${code}: ${detail}`);
		this.reason = detail === undefined ? { code } : { code, detail };
	}
}
