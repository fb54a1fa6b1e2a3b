/** What Blackboard writes in a way of its own: blocks by the class of a flow, and how parts are credited beside the rules. */
import { childrenOf, type XmlElement } from '../xml.ts';
import type { Fields } from './fields.ts';

/** `QUESTION_BLOCK`, `RESPONSE_BLOCK`, `RIGHT_MATCH_BLOCK` … */
export function blockIn(element: XmlElement, name: string): XmlElement | undefined {
	for (const flow of childrenOf(element, 'flow')) {
		const found = flow.attributes['class'] === name ? flow : blockIn(flow, name);
		if (found) return found;
	}
	return undefined;
}

/** Its rules give all of the points or none; this field says whether parts count. null: no field. */
export function creditsParts(fields: Fields): boolean | null {
	const said = fields.get('bbmd_partialcredit')?.toLowerCase();
	return said === undefined || said === '' ? null : said === 'true';
}
