import type { AuthoredItem } from '#sync/schema/authored-item.ts';
import type { Attributes } from '../text/xml.ts';
import { escapeXml } from '../text/xml.ts';
import type { QtiText } from './qti-text.ts';
import type { Rules } from './rules.ts';

export type Desk = { text: QtiText; rules: Rules };

/** What the writer of one type gives; the prompt stands before it, unless it has it inside. */
export type Body = {
	declarations: string[];
	/** More variables than the score, all numbers that begin at 0. */
	outcomes?: string[];
	prompt?: (id: string) => string;
	/** The whole body, where the text is part of the interaction. */
	whole?: string;
	interaction?: string;
	/** Empty: a person marks it, or nobody. */
	processing: string[];
	/** By option: the condition on which it was chosen. */
	chosen?: (id: string) => string;
	/** Where something is typed, and the response it goes into. */
	fields?: readonly { gap?: string; response: string }[];
};
export type WriteBody = (authored: AuthoredItem, desk: Desk) => Body;

export type Mapping = {
	entries: readonly { key: string; value: number; caseSensitive?: boolean }[];
	otherwise?: number;
	least?: number;
	most?: number;
};

export function declaration(
	{ text }: Desk,
	attributes: { identifier: string; cardinality: string; baseType: string },
	correct: readonly (string | number)[],
	mapping?: Mapping
): string {
	const { element } = text;
	const bounds: Attributes = {
		lowerBound: mapping?.least,
		upperBound: mapping?.most,
		defaultValue: mapping?.otherwise ?? 0
	};
	return element(
		'responseDeclaration',
		attributes,
		correct.length === 0
			? ''
			: element(
					'correctResponse',
					{},
					...correct.map((value) => element('value', {}, escapeXml(String(value))))
				),
		mapping
			? element(
					'mapping',
					bounds,
					...mapping.entries.map(({ key, value, caseSensitive }) =>
						element('mapEntry', { mapKey: key, mappedValue: value, caseSensitive })
					)
				)
			: ''
	);
}

/** An identifier of QTI's for each of our ids, by where it stands. */
export function identifiers(ids: readonly string[], word: string): Map<string, string> {
	return new Map(ids.map((id, at) => [id, `${word}_${at + 1}`]));
}

export const named = (names: ReadonlyMap<string, string>, id: string): string => {
	const name = names.get(id);
	if (name === undefined) throw new TypeError(`no identifier for ${id}`);
	return name;
};

export const RESPONSE = 'RESPONSE';
