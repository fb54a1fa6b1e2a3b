/** The student's own text size for items, remembered on the device. */
export const textScales = [0.9, 1, 1.15, 1.3, 1.5, 1.75];
const FIRST = 1;
/** Where larger text was granted: it begins with this, and what is chosen then is remembered apart. */
const FIRST_LARGER = 1.5;
const keyOf = (larger: boolean) => (larger ? 'invigil-text-scale-larger' : 'invigil-text-scale');

type Kept = Pick<Storage, 'getItem' | 'setItem'>;

export function readTextScale(kept: Kept, larger: boolean): number {
	const stored = Number(kept.getItem(keyOf(larger)));
	if (textScales.includes(stored)) return stored;
	return larger ? FIRST_LARGER : FIRST;
}

export function writeTextScale(kept: Kept, larger: boolean, scale: number): void {
	kept.setItem(keyOf(larger), String(scale));
}
