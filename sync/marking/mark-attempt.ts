/**
 * All marks of an attempt that rules can give, from what is in its record and the keys: whoever has both gets the same marks, today and
 * in ten years. `MARKING_VERSION` is raised when the rules give other points for the same.
 */
import { canonicalBytes } from '../canonical.ts';
import { sha256Hex } from '../hash.ts';
import { orderOf } from '../order.ts';
import type { ItemResult } from '../schema/api.ts';
import type { Form } from '../schema/form.ts';
import type { Strike } from '../schema/form-keys.ts';
import type { ResponseValue } from '../schema/response.ts';
import type { Solution } from '../schema/solution.ts';
import { score } from '../scoring.ts';

export const MARKING_VERSION = 1;

export type Keys = { solutions: readonly Solution[]; struck: readonly Strike[] };

/** As published, with nothing struck, it is the hash of the solutions alone. */
export const keyHashOf = ({ solutions, struck }: Keys): string =>
	sha256Hex(canonicalBytes(struck.length === 0 ? solutions : { solutions, struck }));

export type AutomaticMark = ItemResult & { struck: Strike['how'] | null };

export type Marker = (
	responses: ReadonlyMap<string, ResponseValue>,
	/** The ticket's `orderSeed`. */
	seed: string
) => AutomaticMark[];

/** Made once for a form and its keys, used for each attempt. */
export function markerOf(form: Form, { solutions, struck }: Keys): Marker {
	const keys = new Map(solutions.map((solution) => [solution.item, solution]));
	const strikes = new Map(struck.map(({ item, how }) => [item, how]));
	const marked = form.items.filter(({ type }) => type !== 'description');
	const draws = form.sections?.some(({ draw }) => draw !== null) ?? false;
	return (responses, seed) => {
		// Of a pool, what was not drawn for this student is not theirs to be marked on.
		const asked = draws ? new Set(orderOf(form, seed).items) : null;
		return marked
			.filter(({ id }) => asked?.has(id) ?? true)
			.map((item) => {
				const given = score(item, keys.get(item.id), responses.get(item.id), seed);
				return { ...given, struck: strikes.get(item.id) ?? null };
			});
	};
}

/** What counts of an automatic mark: a struck item is worth the same to everybody. */
export function countedOf({ points, maximum, struck }: AutomaticMark): {
	points: number | null;
	maximum: number;
} {
	if (struck === 'full') return { points: maximum, maximum };
	return struck === 'drop' ? { points: 0, maximum: 0 } : { points, maximum };
}
