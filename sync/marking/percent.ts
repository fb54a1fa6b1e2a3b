/** Points as percent, and passed or not. */

/** With two decimals; null: there is nothing to earn. */
export const percentOf = (points: number, maximum: number): number | null =>
	maximum > 0 ? Math.round((points / maximum) * 10_000) / 100 : null;

/** Points added up as they are shown: a sum of thirds must not end a hair below a pass mark. */
export const sumOf = (points: readonly (number | null)[]): number =>
	Math.round(points.reduce<number>((sum, one) => sum + (one ?? 0), 0) * 10_000) / 10_000;

/** null: no pass mark, nothing to earn, or something still waits for a person. */
export function passedOf(
	{ points, maximum, waiting }: { points: number; maximum: number; waiting: number },
	passPercent: number | null
): boolean | null {
	const reached = percentOf(points, maximum);
	if (passPercent === null || reached === null || waiting > 0) return null;
	return (points / maximum) * 100 >= passPercent - 1e-9;
}
