import type { XmlElement } from '../xml.ts';
import { numberOf, single, type Value } from './values.ts';

type Parts<World> = (element: XmlElement, world: World) => Value[];

export const compare =
	<World>(holds: (one: number, other: number) => boolean, parts: Parts<World>) =>
	(element: XmlElement, world: World): Value => {
		const [one, other] = parts(element, world).map(numberOf);
		return one == null || other == null ? null : single(holds(one, other));
	};

/** How far below and above the right number: in its unit, or in hundredths of it. */
export function tolerancesOf({ attributes }: XmlElement): { below: number; above: number } {
	const [below = 0, above = below] = (attributes['tolerance'] ?? '0')
		.trim()
		.split(/\s+/)
		.map(Number);
	return { below: below || 0, above: above || 0 };
}

export function equal(element: XmlElement, [given = null, right = null]: Value[]): Value {
	const one = numberOf(right);
	const other = numberOf(given);
	if (one === null || other === null) return null;
	const mode = element.attributes['toleranceMode'] ?? 'exact';
	if (mode === 'exact') return single(one === other);
	const { below, above } = tolerancesOf(element);
	const scale = mode === 'relative' ? Math.abs(one) / 100 : 1;
	const low = one - below * scale;
	const high = one + above * scale;
	const slack = 1e-9 * Math.max(1, Math.abs(one));
	const isAbove =
		element.attributes['includeLowerBound'] === 'false' ? other > low : other >= low - slack;
	const isBelow =
		element.attributes['includeUpperBound'] === 'false' ? other < high : other <= high + slack;
	return single(isAbove && isBelow);
}
