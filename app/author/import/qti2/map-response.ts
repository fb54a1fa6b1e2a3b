import type { Declaration } from './declarations.ts';
import { cast, isSame, single, type Scalar, type Value } from './values.ts';

type Closeness = { tolerance: number; relative: boolean };

/** The sum of what each value is mapped to; a value counts once (QTI 2.2, 15.2.2). */
export function mapResponse(
	{ mapping, baseType }: Declaration,
	value: Value,
	close: Closeness | null
): number {
	if (!mapping || value === null) return 0;
	let sum = 0;
	for (const one of new Set(value.of)) {
		const entry = mapping.entries.find(({ key, caseSensitive }) =>
			fits(one, key, { baseType, caseSensitive, close })
		);
		sum += entry ? entry.value : mapping.otherwise;
	}
	return Math.min(mapping.most, Math.max(mapping.least, sum));
}

/** A place counts once, however many points lie in it (QTI 2.2, 15.2.3). */
export const mapResponsePoint = (declaration: Declaration, value: Value): number =>
	mapResponse({ ...declaration, mapping: declaration.placeMapping }, value, null);

function fits(
	given: Scalar,
	key: string,
	how: { baseType: string; caseSensitive: boolean; close: Closeness | null }
): boolean {
	if (how.close) {
		const asked = Number(key);
		const allowed = how.close.relative
			? (Math.abs(asked) * how.close.tolerance) / 100
			: how.close.tolerance;
		const number = Number(given);
		if (Number.isFinite(asked) && Number.isFinite(number) && String(given).trim() !== '')
			return Math.abs(number - asked) <= allowed + 1e-9;
	}
	const asked = cast(key, how.baseType);
	if (asked === null) return false;
	if (how.baseType === 'string' && !how.caseSensitive)
		return String(given).toLowerCase() === String(asked).toLowerCase();
	return isSame(single(given), single(asked)) === true;
}
