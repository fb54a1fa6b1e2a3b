/** Equal, but for what rounding does: percentages have so many digits, and places on a picture are told in its pixels. */
export type About = { about: readonly number[] };
/** Shares of a picture's width or height: nobody sees a hundredth of it. */
export const about = (numbers: readonly number[]): About => ({ about: numbers });

const CLOSE = 1e-4;
const ON_PICTURE = 0.012;

export function isAlike(one: unknown, other: unknown, close = CLOSE): boolean {
	if (typeof one === 'number' && typeof other === 'number')
		return Math.abs(one - other) <= close * (close === CLOSE ? Math.max(1, Math.abs(one)) : 1);
	if (Array.isArray(one) && Array.isArray(other))
		return one.length === other.length && one.every((each, at) => isAlike(each, other[at], close));
	if (!isObject(one) || !isObject(other)) return one === other;
	const keys = new Set([...Object.keys(one), ...Object.keys(other)]);
	return [...keys].every((key) =>
		isAlike(one[key], other[key], key === 'about' ? ON_PICTURE : close)
	);
}

const isObject = (value: unknown): value is Record<string, unknown> =>
	typeof value === 'object' && value !== null && !Array.isArray(value);
