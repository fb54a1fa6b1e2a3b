import { formatList, formatPercent } from '#app/i18n/format.ts';
import { m } from '#app/i18n/generated/messages.js';
import type { Credit } from '#sync/schema/solution.ts';

export const creditWords = (credit: Credit): string =>
	({
		all: m.items_credit_all,
		parts: m.items_credit_parts,
		parts_less_wrong: m.items_credit_parts_less_wrong
	})[credit]();

export const orderingWords = (credit: 'all' | 'position' | 'next' | 'longest'): string =>
	({
		all: m.items_credit_all,
		position: m.items_credit_position,
		next: m.items_credit_next,
		longest: m.items_credit_longest
	})[credit]();

type Tolerance = { kind: 'absolute' | 'relative'; amount: number };

export const toleranceWords = ({ kind, amount }: Tolerance): string =>
	amount === 0 ? '' : ` ± ${kind === 'relative' ? formatPercent(amount) : amount}`;

/** "12.5 ± 0.1", as it is written in the item: a key is not rounded for show. */
export const numberWords = (value: number, tolerance: Tolerance): string =>
	`${value}${toleranceWords(tolerance)}`;

export function unitWords(
	units: readonly { name: string; factor: number }[] | undefined
): string | null {
	if (!units || units.length === 0) return null;
	const names = units.map(({ name, factor }) => (factor === 1 ? name : `${name} (× ${factor})`));
	return m.items_key_units({ units: formatList(names) });
}
