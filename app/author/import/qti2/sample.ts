/** Items and packages for tests, as small as they can be. */
import { strToU8 } from 'fflate';
import type { ZipFiles } from '../read-zip.ts';
import type { ImportedItem } from '../report.ts';
import { readQti2, readQti2Item } from './read-qti2.ts';

type Parts = {
	declare?: string;
	body?: string;
	rules?: string;
	after?: string;
	attributes?: string;
};

export const MATCH_CORRECT =
	'<responseProcessing template="http://www.imsglobal.org/question/qti_v2p1/rptemplates/match_correct"/>';
export const MAP_RESPONSE =
	'<responseProcessing template="http://www.imsglobal.org/question/qti_v2p1/rptemplates/map_response.xml"/>';

export const itemXml = ({
	declare = '',
	body = '',
	rules = '',
	after = '',
	attributes = ''
}: Parts): string =>
	`<assessmentItem xmlns="http://www.imsglobal.org/xsd/imsqti_v2p1" identifier="sample" title="Sample" ${attributes}>
	${declare}
	<outcomeDeclaration identifier="SCORE" cardinality="single" baseType="float"/>
	<itemBody>${body}</itemBody>${rules}${after}</assessmentItem>`;

export const declared = (
	cardinality: string,
	baseType: string,
	correct: readonly string[],
	more = '',
	identifier = 'RESPONSE'
): string =>
	`<responseDeclaration identifier="${identifier}" cardinality="${cardinality}" baseType="${baseType}">${
		correct.length > 0
			? `<correctResponse>${correct.map((value) => `<value>${value}</value>`).join('')}</correctResponse>`
			: ''
	}${more}</responseDeclaration>`;

export const mapped = (entries: Readonly<Record<string, number>>, attributes = ''): string =>
	`<mapping ${attributes}>${Object.entries(entries)
		.map(([key, value]) => `<mapEntry mapKey="${key}" mappedValue="${value}"/>`)
		.join('')}</mapping>`;

export function only(parts: Parts): ImportedItem {
	const [item] = readQti2Item(itemXml(parts)).items;
	if (!item) throw new Error('no item');
	return item;
}

/** What was made of an item that was taken. */
export function made(parts: Parts) {
	const item = only(parts);
	if (item.outcome === 'left_out') throw new Error(JSON.stringify(item.reason));
	return {
		...item.authored,
		changes: item.outcome === 'changed' ? item.changes.map(({ code }) => code) : []
	};
}

export const reasonOf = (parts: Parts): string => {
	const item = only(parts);
	return item.outcome === 'left_out' ? item.reason.code : item.outcome;
};

export const zipOf = (files: Readonly<Record<string, string | Uint8Array>>): ZipFiles =>
	new Map(
		Object.entries(files).map(([name, content]) => [
			name,
			typeof content === 'string' ? strToU8(content) : content
		])
	);

export const packaged = (files: Readonly<Record<string, string | Uint8Array>>) =>
	readQti2(zipOf(files));

/** One pixel. */
export const PNG = Uint8Array.from(
	atob(
		'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=='
	),
	(letter) => letter.charCodeAt(0)
);
