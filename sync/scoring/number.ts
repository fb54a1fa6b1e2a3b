import { readNumber } from '../read-number.ts';
import type { SolutionOf } from '../schema/solution.ts';
import type { Share } from './share.ts';

type Tolerance = SolutionOf<'numeric'>['tolerance'];
type Units = SolutionOf<'numeric'>['units'];
export type AcceptedNumber = { value: number; tolerance: Tolerance; share: number };

/** The first that fits gives its share. null: what was typed is no number. */
export function numberShare(
	typed: string,
	accepted: readonly AcceptedNumber[],
	unit?: string,
	units?: Units
): Share {
	const number = numberWithUnits(typed, unit, units);
	if (number === null) return null;
	return accepted.find(({ value, tolerance }) => isWithin(number, value, tolerance))?.share ?? 0;
}

/** In the item's own unit, whichever of those it knows was typed behind it. */
export function numberWithUnits(typed: string, unit?: string, units?: Units): number | null {
	const own = readNumber(typed, unit);
	if (own !== null) return own;
	for (const { name, factor } of units ?? []) {
		const read = readNumber(typed, name);
		if (read !== null) return read * factor;
	}
	return null;
}

export function isWithin(number: number, value: number, { kind, amount }: Tolerance): boolean {
	const allowed = kind === 'absolute' ? amount : amount * Math.abs(value);
	// 0.3 within 0.1 of 0.2 must hold although 0.3 − 0.2 is a little more than 0.1 in binary.
	const slack = 1e-9 * Math.max(Number.MIN_VALUE, Math.abs(value), Math.abs(number), allowed);
	return Math.abs(number - value) <= allowed + slack;
}
