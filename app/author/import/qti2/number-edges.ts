import { childrenOf, descendantsOf, textOf, type XmlElement } from '../xml.ts';
import { tolerancesOf } from './comparisons.ts';
import type { Declaration } from './declarations.ts';

/** Every number at which what the rules say could change. */
export function numberEdges(item: XmlElement, declaration: Declaration | undefined): number[] {
	const processing = childrenOf(item, 'responseProcessing')[0];
	const values = [
		...(declaration?.correct ?? []).map(Number),
		...(declaration?.mapping?.entries ?? []).map(({ key }) => Number(key)),
		...(processing ? descendantsOf(processing, 'baseValue') : [])
			.filter(({ attributes }) => /^(float|integer)$/.test(attributes['baseType'] ?? ''))
			.map((value) => Number(textOf(value)))
	].filter(Number.isFinite);
	const ways = processing
		? [...descendantsOf(processing, 'equal'), ...descendantsOf(processing, 'mapTolResponse')]
		: [];
	const edges = new Set(values);
	for (const rule of ways) {
		const mode = rule.attributes['toleranceMode'] ?? 'exact';
		if (mode === 'exact') continue;
		const { below, above } = tolerancesOf(rule);
		for (const value of values) {
			const scale = mode === 'relative' ? Math.abs(value) / 100 : 1;
			edges.add(value - below * scale);
			edges.add(value + above * scale);
		}
	}
	return [...edges].slice(0, 200);
}
