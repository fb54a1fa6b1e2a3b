/**
 * The numbers of a calculated item that a student gets: a row of its variants, picked by the ticket's seed, so the device, the marking
 * and the verifier agree without asking each other.
 */
import { fromBase64url } from './bytes.ts';
import { dice } from './order.ts';
import type { ItemOf } from './schema/item.ts';

export function variantOf(
	item: ItemOf<'calculated'>,
	seed: string
): Readonly<Record<string, number>> {
	const below = dice(fromBase64url(seed), `variant:${item.id}`);
	const row = item.variants[below(item.variants.length)] ?? [];
	return Object.fromEntries(item.wildcards.map((name, at) => [name, row[at] ?? 0]));
}

/** The prompt with the student's own numbers in it. In a formula the braces stay: to LaTeX they are a group. */
export function promptFor(item: ItemOf<'calculated'>, seed: string): string {
	const values = variantOf(item, seed);
	return item.prompt
		.split(/(\$\$[^$]+\$\$|\$[^$\n]+\$)/)
		.map((piece, at) => withNumbers(piece, values, at % 2 === 1))
		.join('');
}

function withNumbers(text: string, values: Readonly<Record<string, number>>, isFormula: boolean) {
	// Markdown may have escaped the underscore of a name.
	return text.replaceAll(/\{([A-Za-z](?:[A-Za-z0-9]|\\?_){0,40})\}/g, (whole, written: string) => {
		const name = written.replaceAll('\\', '');
		const value = Object.hasOwn(values, name) ? values[name] : undefined;
		if (value === undefined) return whole;
		return isFormula ? `{${value}}` : String(value);
	});
}
