/** Values of QTI variables. null is QTI's NULL; an empty container is NULL too (2.2, 5.2). */

export type Scalar = string | number | boolean;
export type Cardinality = 'single' | 'multiple' | 'ordered' | 'record';
export type Value = { ordered: boolean; of: readonly Scalar[] } | null;

export const single = (value: Scalar): Value => ({ ordered: false, of: [value] });
export const container = (of: readonly Scalar[], ordered: boolean): Value =>
	of.length === 0 ? null : { ordered, of };

/** null: not a value of that type. */
export function cast(text: string, baseType: string | undefined): Scalar | null {
	const plain = text.trim();
	switch (baseType) {
		case 'float':
		case 'integer':
		case 'duration': {
			const number = Number(plain.replace(',', '.'));
			return plain !== '' && Number.isFinite(number) ? number : null;
		}
		case 'boolean':
			return plain === 'true' || plain === '1';
		case 'pair':
			return plain.split(/\s+/).toSorted().join(' ');
		case 'string':
			return plain;
		default:
			return plain.replaceAll(/\s+/g, ' ');
	}
}

export const numberOf = (value: Value): number | null => {
	const [one] = value?.of ?? [];
	if (typeof one === 'number') return one;
	if (typeof one !== 'string' || one.trim() === '') return null;
	return Number.isFinite(Number(one)) ? Number(one) : null;
};

export const isTrue = (value: Value): boolean => value?.of[0] === true;

/** As `match` compares; null: one of them is NULL. */
export function isSame(one: Value, other: Value): boolean | null {
	if (one === null || other === null) return null;
	if (one.of.length !== other.of.length) return false;
	if (one.ordered || other.ordered)
		return one.of.every((value, at) => sameScalar(value, other.of[at]));
	const left = [...other.of];
	return one.of.every((value) => {
		const at = left.findIndex((candidate) => sameScalar(value, candidate));
		if (at >= 0) left.splice(at, 1);
		return at >= 0;
	});
}

export const sameScalar = (one: Scalar | undefined, other: Scalar | undefined): boolean =>
	one === other ||
	(typeof one !== typeof other && one !== undefined && String(one) === String(other));
