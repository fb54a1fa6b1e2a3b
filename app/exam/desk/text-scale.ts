/** The student's own text size for items, remembered on the device. */
export const textScales = [0.9, 1, 1.15, 1.3, 1.5, 1.75];
const KEY = 'invigil-text-scale';

type Kept = Pick<Storage, 'getItem' | 'setItem'>;

export function readTextScale(kept: Kept): number {
	const stored = Number(kept.getItem(KEY));
	return textScales.includes(stored) ? stored : 1;
}

export function writeTextScale(kept: Kept, scale: number): void {
	kept.setItem(KEY, String(scale));
}
