/** One assessment item. */
import type { AuthoredItem } from '#sync/schema/authored-item.ts';
import type { ItemType } from '#sync/schema/item.ts';
import { NotWrittenError, type MediaBytes } from '../report.ts';
import { xmlFile } from '../text/xml.ts';
import { feedbackParts, SAID } from './feedback.ts';
import type { Version } from './names.ts';
import { QtiText } from './qti-text.ts';
import { Rules } from './rules.ts';
import type { Desk, WriteBody } from './kinds.ts';
import { writeMultiple, writeSingle, writeTrueFalse } from './interactions/choice.ts';
import { writeGaps } from './interactions/gaps.ts';
import { writeOrdering } from './interactions/ordering.ts';
import { writeDragPicture, writeDragText, writeMatching } from './interactions/pairs.ts';
import { writeHotspot, writeHotText } from './interactions/spots.ts';
import { writeNumeric, writeShortText } from './interactions/typed.ts';
import { writeDescription, writeEssay, writeUpload } from './interactions/written.ts';

const writers: Record<ItemType, WriteBody> = {
	single_choice: writeSingle,
	multiple_choice: writeMultiple,
	true_false: writeTrueFalse,
	numeric: writeNumeric,
	short_text: writeShortText,
	essay: writeEssay,
	upload: writeUpload,
	matching: writeMatching,
	ordering: writeOrdering,
	gap_text: writeGaps,
	drag_text: writeDragText,
	drag_picture: writeDragPicture,
	hotspot: writeHotspot,
	hot_text: writeHotText,
	description: writeDescription,
	calculated: () => {
		throw new NotWrittenError('type_unsupported');
	}
};

const spaces: Record<Version, string> = {
	'2.2': 'http://www.imsglobal.org/xsd/imsqti_v2p2',
	'3.0': 'http://www.imsglobal.org/xsd/imsqtiasi_v3p0'
};

export type WrittenItem = { xml: string; media: string[] };

export function writeItem(
	authored: AuthoredItem,
	{ version, media, identifier }: { version: Version; media: MediaBytes; identifier: string }
): WrittenItem {
	const { item, feedback, name, language } = authored;
	const text = new QtiText(version, media);
	const desk: Desk = { text, rules: new Rules(text.element) };
	const body = writers[item.type](authored, desk);
	const said = feedbackParts(feedback, body, item.points, desk, partsOf(item));
	const processing = [...body.processing, ...said.processing];
	const inside = body.whole ?? text.block(item.prompt, body.prompt) + (body.interaction ?? '');
	const xml = text.element(
		'assessmentItem',
		{
			xmlns: spaces[version],
			identifier,
			title: name,
			adaptive: false,
			timeDependent: false,
			'xml:lang': language ?? undefined
		},
		...body.declarations,
		...outcomes(desk, item.points, body.outcomes ?? [], said.pieces.length > 0),
		text.element('itemBody', {}, inside),
		processing.length === 0 ? '' : text.element('responseProcessing', {}, ...processing),
		...said.pieces
	);
	return { xml: xmlFile(xml), media: [...text.files] };
}

/** What feedback may hang on. */
const partsOf = (item: AuthoredItem['item']): string[] => {
	if (item.type === 'hotspot') return item.areas.map(({ id }) => id);
	if (item.type === 'hot_text') return item.spans.map(({ id }) => id);
	return 'options' in item ? item.options.map(({ id }) => id) : [];
};

function outcomes(
	{ text }: Desk,
	points: number,
	more: readonly string[],
	hasSaid: boolean
): string[] {
	const number = (identifier: string, value: number, attributes = {}) =>
		text.element(
			'outcomeDeclaration',
			{ identifier, cardinality: 'single', baseType: 'float', ...attributes },
			text.element('defaultValue', {}, tagValue(text, value))
		);
	return [
		number('SCORE', 0, { normalMaximum: points }),
		number('MAXSCORE', points),
		...more.map((identifier) => number(identifier, 0)),
		hasSaid
			? text.element('outcomeDeclaration', {
					identifier: SAID,
					cardinality: 'multiple',
					baseType: 'identifier'
				})
			: ''
	];
}

const tagValue = (text: QtiText, value: number) => text.element('value', {}, String(value));
