/**
 * How much one face is like another, from what the model makes of a picture: 1,024 numbers that say nothing to anybody but that
 * model. Pure.
 */

/** Length 1. */
export type Likeness = Float32Array<ArrayBuffer>;

export const LIKENESS_LENGTH = 1_024;

/** null: not what the model gives. */
export function likenessOf(numbers: ArrayLike<number> | undefined): Likeness | null {
	if (numbers?.length !== LIKENESS_LENGTH) return null;
	const length = Math.hypot(...Array.from(numbers));
	if (!Number.isFinite(length) || length === 0) return null;
	return Float32Array.from(numbers, (value) => value / length);
}

/** 0 to 1: the cosine of the angle between them, and 0 where that is less. */
export function similarity(one: Likeness, other: Likeness): number {
	let sum = 0;
	for (let i = 0; i < one.length; i++) sum += (one[i] ?? 0) * (other[i] ?? 0);
	return Math.min(1, Math.max(0, sum));
}

/** What several looks have in common. null: there are none, or they cancel out. */
export function meanLikeness(looks: readonly Likeness[]): Likeness | null {
	const sum = new Float64Array(LIKENESS_LENGTH);
	for (const look of looks) look.forEach((value, i) => (sum[i] = (sum[i] ?? 0) + value));
	return likenessOf(sum);
}
