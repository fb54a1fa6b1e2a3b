/** Documents for tests, as small as they can be. */
import { readQti1 } from './read-qti1.ts';

const field = (label: string, entry: string) =>
	`<qtimetadatafield><fieldlabel>${label}</fieldlabel><fieldentry>${entry}</fieldentry></qtimetadatafield>`;
export const item = (type: string, presentation: string, rules: string, more = '', points = '2') =>
	`<item ident="i" title="Sample"><itemmetadata><qtimetadata>${field('question_type', type)}${field('points_possible', points)}</qtimetadata></itemmetadata>
	<presentation>${presentation}</presentation><resprocessing><outcomes><decvar maxvalue="100" minvalue="0" varname="SCORE" vartype="Decimal"/></outcomes>${rules}</resprocessing>${more}</item>`;
export const text = (words: string) =>
	`<material><mattext texttype="text/html">${words}</mattext></material>`;
export const label = (ident: string, words = ident.toUpperCase()) =>
	`<response_label ident="${ident}"><material><mattext texttype="text/plain">${words}</mattext></material></response_label>`;
export const choices = (
	ident: string,
	idents: readonly string[],
	cardinality = 'Single',
	before = ''
) =>
	`<response_lid ident="${ident}" rcardinality="${cardinality}">${before}<render_choice>${idents.map((one) => label(one)).join('')}</render_choice></response_lid>`;
export const when = (condition: string, score: string, action = 'Set', ends = 'No') =>
	`<respcondition continue="${ends}"><conditionvar>${condition}</conditionvar><setvar action="${action}" varname="SCORE">${score}</setvar></respcondition>`;
export const is = (value: string, ident = 'r') =>
	`<varequal respident="${ident}">${value}</varequal>`;
export const documentOf = (...items: string[]) =>
	`<?xml version="1.0"?><questestinterop><assessment title="Quiz"><section ident="root_section">${items.join('')}</section></assessment></questestinterop>`;
export const FIELD = '<response_str ident="r" rcardinality="Single"><render_fib/></response_str>';

export function made(xml: string) {
	const [one] = readQti1({ text: documentOf(xml), guessed: false }).items;
	if (!one || one.outcome === 'left_out') throw new Error(JSON.stringify(one));
	return {
		...one.authored,
		changes: one.outcome === 'changed' ? one.changes.map(({ code }) => code) : []
	};
}
