/** Options on places, as values: the same options on the same places are always the same bytes, however they came there. */
import type { Option } from '#sync/schema/item.ts';

export type Placed = { place: string; option: string };
type Rules = {
	/** In the order of the item. */
	places: readonly string[];
	/** An option may be on several places. */
	reuse: boolean;
};

/** A place holds one option; null empties it. What lay there before, and what may lie in one place only, goes. */
export function put(
	placed: readonly Placed[],
	place: string,
	option: string | null,
	{ places, reuse }: Rules
): Placed[] {
	const others = placed.filter(
		(one) => one.place !== place && (reuse || option === null || one.option !== option)
	);
	const next = option === null ? others : [...others, { place, option }];
	return places.flatMap((id) => next.find((one) => one.place === id) ?? []);
}

/** What can still be placed. */
export function optionsLeft(
	options: readonly Option[],
	placed: readonly Placed[],
	reuse: boolean
): readonly Option[] {
	return reuse ? options : options.filter(({ id }) => !placed.some(({ option }) => option === id));
}

export type Pair = { row: string; option: string };
type Table = {
	rows: readonly { id: string }[];
	options: readonly { id: string }[];
};

/** The options of one row are these now; the pairs come in the order the item was written in. */
export function pairRow(
	pairs: readonly Pair[],
	row: string,
	chosen: readonly string[],
	{ rows, options }: Table
): Pair[] {
	const has = (at: string, option: string) =>
		at === row
			? chosen.includes(option)
			: pairs.some((pair) => pair.row === at && pair.option === option);
	return rows.flatMap(({ id }) =>
		options.flatMap((option) => (has(id, option.id) ? [{ row: id, option: option.id }] : []))
	);
}

/** Options that another row has, where each belongs to one row only. */
export const takenElsewhere = (
	pairs: readonly Pair[],
	row: string,
	reuse: boolean
): ReadonlySet<string> =>
	new Set(reuse ? [] : pairs.flatMap((pair) => (pair.row === row ? [] : [pair.option])));
