import { childrenOf, descendantsOf, textOf, type XmlElement } from '../xml.ts';
import type { Declaration } from './declarations.ts';

/** Words that could be right: what is declared, and what the rules compare with. The declared ones first. */
export function textCandidates(item: XmlElement, declaration: Declaration | undefined): string[] {
	const processing = childrenOf(item, 'responseProcessing')[0];
	const compared = processing
		? descendantsOf(processing, 'baseValue').filter(
				({ attributes }) => attributes['baseType'] === 'string'
			)
		: [];
	const words = [
		...(declaration?.correct ?? []).map(String),
		...(declaration?.mapping?.entries ?? []).map(({ key }) => key),
		...compared.map((value) => textOf(value).trim())
	];
	return [...new Set(words.filter((word) => word !== ''))].slice(0, 200);
}
