import { childOf, childrenOf, textOf, type XmlElement } from '../xml.ts';
import { cast, type Scalar } from './values.ts';

export type MapEntry = { key: string; value: number; caseSensitive: boolean };
export type Mapping = {
	entries: MapEntry[];
	otherwise: number;
	least: number;
	most: number;
};
export type Declaration = {
	identifier: string;
	ordered: boolean;
	single: boolean;
	baseType: string;
	correct: readonly Scalar[];
	mapping: Mapping | null;
	defaults: readonly Scalar[];
	/** Where a point earns something; what is in it is read by nobody but `mapResponsePoint`. */
	hasAreas: boolean;
	normalMaximum: number | null;
};
export type Declarations = ReadonlyMap<string, Declaration>;

export const declarationsOf = (item: XmlElement, name: string): Declarations =>
	new Map(
		childrenOf(item, name).map((element) => {
			const one = declaration(element);
			return [one.identifier, one];
		})
	);

function declaration(element: XmlElement): Declaration {
	const { identifier = '', cardinality = 'single', baseType = '' } = element.attributes;
	const values = (name: string) =>
		childrenOf(childOf(element, name) ?? { name, attributes: {}, children: [] }, 'value')
			.map((value) => cast(textOf(value), baseType))
			.filter((value) => value !== null);
	const mapping = childOf(element, 'mapping');
	return {
		identifier,
		ordered: cardinality === 'ordered',
		single: cardinality === 'single',
		baseType,
		correct: values('correctResponse'),
		defaults: values('defaultValue'),
		mapping: mapping ? mappingOf(mapping) : null,
		hasAreas: childOf(element, 'areaMapping') !== undefined,
		normalMaximum: numberIn(element, 'normalMaximum')
	};
}

function mappingOf(element: XmlElement): Mapping {
	return {
		entries: childrenOf(element, 'mapEntry').map(({ attributes }) => ({
			key: (attributes['mapKey'] ?? '').trim().replaceAll(/\s+/g, ' '),
			value: Number(attributes['mappedValue'] ?? 0) || 0,
			caseSensitive: attributes['caseSensitive'] === 'true'
		})),
		otherwise: numberIn(element, 'defaultValue') ?? 0,
		least: numberIn(element, 'lowerBound') ?? Number.NEGATIVE_INFINITY,
		most: numberIn(element, 'upperBound') ?? Number.POSITIVE_INFINITY
	};
}

export function numberIn(element: XmlElement, attribute: string): number | null {
	const text = element.attributes[attribute]?.trim();
	const number = Number(text);
	return text === undefined || text === '' || !Number.isFinite(number) ? null : number;
}
