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
	/** Where a point earns something; an answer is the number of one, from 0, as `placeMapping` has it. */
	places: readonly XmlElement[];
	placeMapping: Mapping | null;
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
	const areas = childOf(element, 'areaMapping');
	const places = areas ? childrenOf(areas, 'areaMapEntry') : [];
	return {
		identifier,
		ordered: cardinality === 'ordered',
		single: cardinality === 'single',
		baseType,
		// A point that is right lies in one of the places.
		correct: areas ? [] : values('correctResponse'),
		defaults: values('defaultValue'),
		mapping: mapping ? mappingOf(mapping) : null,
		places,
		placeMapping: areas ? { ...mappingOf(areas), entries: places.map(entryOf) } : null,
		normalMaximum: numberIn(element, 'normalMaximum')
	};
}

function mappingOf(element: XmlElement): Mapping {
	return {
		entries: childrenOf(element, 'mapEntry').map(entryOf),
		otherwise: numberIn(element, 'defaultValue') ?? 0,
		least: numberIn(element, 'lowerBound') ?? Number.NEGATIVE_INFINITY,
		most: numberIn(element, 'upperBound') ?? Number.POSITIVE_INFINITY
	};
}

/** A place has no key: its number is. */
const entryOf = ({ attributes }: XmlElement, at: number): MapEntry => ({
	key: (attributes['mapKey'] ?? String(at)).trim().replaceAll(/\s+/g, ' '),
	value: Number(attributes['mappedValue'] ?? 0) || 0,
	caseSensitive: attributes['caseSensitive'] === 'true'
});

export function numberIn(element: XmlElement, attribute: string): number | null {
	const text = element.attributes[attribute]?.trim();
	const number = Number(text);
	return text === undefined || text === '' || !Number.isFinite(number) ? null : number;
}
