/** What an item says of itself beside its presentation: each system by names of its own. */
import { childOf, childrenOf, descendantsOf, textOf, type XmlElement } from '../xml.ts';

export type Fields = ReadonlyMap<string, string>;

export function fieldsOf(element: XmlElement): Fields {
	const fields = new Map<string, string>();
	const add = (label: string, entry: string) => {
		if (label !== '' && !fields.has(label)) fields.set(label, entry);
	};
	for (const name of ['qtimetadatafield', 'qti_metadatafield'])
		for (const field of descendantsOf(element, name))
			add(textOf(childOf(field, 'fieldlabel')).trim(), textOf(childOf(field, 'fieldentry')).trim());
	for (const metadata of childrenOf(element, 'itemmetadata'))
		for (const child of childrenOf(metadata))
			if (/^(bbmd|qmd)_/.test(child.name)) add(child.name, textOf(child).trim());
	return fields;
}

export type Kind =
	| 'choice'
	| 'true_false'
	| 'text'
	| 'essay'
	| 'gaps'
	| 'dropdowns'
	| 'matching'
	| 'ordering'
	| 'numeric'
	| 'calculated'
	| 'upload'
	| 'description';

const kinds: Record<string, Kind | 'unsupported'> = {
	// Canvas
	multiple_choice_question: 'choice',
	multiple_answers_question: 'choice',
	true_false_question: 'true_false',
	short_answer_question: 'text',
	essay_question: 'essay',
	fill_in_multiple_blanks_question: 'gaps',
	multiple_dropdowns_question: 'dropdowns',
	matching_question: 'matching',
	numerical_question: 'numeric',
	calculated_question: 'calculated',
	file_upload_question: 'upload',
	text_only_question: 'description',
	// Respondus
	multiplechoice: 'choice',
	multipleresponse: 'choice',
	truefalse: 'true_false',
	fillinblank: 'text',
	fillinmultiple: 'gaps',
	essay: 'essay',
	matching: 'matching',
	ordering: 'ordering',
	numerical: 'numeric',
	textinformation: 'description',
	// Common Cartridge
	'cc.multiple_choice.v0p1': 'choice',
	'cc.multiple_response.v0p1': 'choice',
	'cc.true_false.v0p1': 'true_false',
	'cc.fib.v0p1': 'text',
	'cc.pattern_match.v0p1': 'text',
	'cc.essay.v0p1': 'essay',
	// Blackboard
	'multiple choice': 'choice',
	'multiple answer': 'choice',
	'opinion scale': 'choice',
	'true/false': 'choice',
	'either/or': 'choice',
	'short response': 'essay',
	'fill in the blank': 'text',
	'fill in the blank plus': 'gaps',
	numeric: 'numeric',
	'file upload': 'upload',
	calculated: 'unsupported',
	'hot spot': 'unsupported',
	'jumbled sentence': 'dropdowns',
	'quiz bowl': 'unsupported'
};

const LABELS = [
	'question_type',
	'respondusapi_qtype',
	'cc_profile',
	'bbmd_questiontype',
	'qmd_itemtype'
];

/** As it calls itself, for the report; null: it does not. */
export const calledType = (fields: Fields): string | null =>
	LABELS.map((label) => fields.get(label)).find((type) => type !== undefined && type !== '') ??
	null;

export const kindOf = (fields: Fields): Kind | 'unsupported' | null => {
	for (const label of LABELS) {
		const kind = kinds[(fields.get(label) ?? '').toLowerCase()];
		if (kind) return kind;
	}
	return null;
};

export function declaredPoints(fields: Fields): number | null {
	const labels = [
		'points_possible',
		'respondusapi_qpoints',
		'cc_weighting',
		'qmd_absolutescore_max',
		'qmd_weighting',
		'qmd_maximumscore'
	];
	for (const label of labels) {
		const text = fields.get(label)?.trim() ?? '';
		// Blackboard writes -1 where a test, and not the question, says what it is worth.
		if (text !== '' && Number.isFinite(Number(text)) && Number(text) >= 0) return Number(text);
	}
	return null;
}
