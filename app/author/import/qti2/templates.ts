/** The standard templates of response processing (QTI 2.2, 15.1), by the last part of their address, as the rules they stand for. */
import type { XmlElement } from '../xml.ts';
import { UnsupportedRuleError } from './expressions.ts';

const make = (
	name: string,
	attributes: Record<string, string> = {},
	...children: XmlElement[]
): XmlElement => ({ name, attributes, children });

const RESPONSE = { identifier: 'RESPONSE' };
const score = (value: XmlElement) => make('setOutcomeValue', { identifier: 'SCORE' }, value);

export function templateRules(address: string): XmlElement[] {
	const name = address
		.slice(address.lastIndexOf('/') + 1)
		.replace(/\.xml$/, '')
		.toLowerCase();
	switch (name) {
		case 'match_correct':
		case 'cc2_match_basic':
		case 'cc2_match':
			return [
				make(
					'responseCondition',
					{},
					make(
						'responseIf',
						{},
						make('match', {}, make('variable', RESPONSE), make('correct', RESPONSE)),
						score(number('1'))
					)
				)
			];
		case 'map_response':
		case 'cc2_map_response':
			return [score(make('mapResponse', RESPONSE))];
		case 'map_response_point':
			return [score(make('mapResponsePoint', RESPONSE))];
		default:
			throw new UnsupportedRuleError(name);
	}
}

const number = (text: string): XmlElement => ({
	name: 'baseValue',
	attributes: { baseType: 'float' },
	children: [text]
});
