/**
 * The order of the rows: troubled first, by name within a group. A row rises at once when its trouble grows, and sinks
 * only when it has been calmer for SETTLE_MS, so that a face that comes and goes does not make a row dance. While the
 * order is held (pointer or focus in the table) nothing moves; new students join at the end.
 */
import { troubles, type Trouble } from './trouble.ts';

export const SETTLE_MS = 15_000;

export type Candidate = { attempt: string; name: string; trouble: Trouble };
type Place = { trouble: Trouble; calmerSince: number | null };
export type OrderState = { ids: readonly string[]; places: ReadonlyMap<string, Place> };
export const emptyOrder: OrderState = { ids: [], places: new Map() };

const rank = new Map(troubles.map((trouble, index) => [trouble, index]));
const rankOf = (trouble: Trouble): number => rank.get(trouble) ?? troubles.length;

function placeOf(known: Place | undefined, trouble: Trouble, now: number): Place {
	if (!known || rankOf(trouble) <= rankOf(known.trouble)) return { trouble, calmerSince: null };
	const since = known.calmerSince ?? now;
	return now - since >= SETTLE_MS
		? { trouble, calmerSince: null }
		: { trouble: known.trouble, calmerSince: since };
}

export function nextOrder(
	state: OrderState,
	rows: readonly Candidate[],
	options: { now: number; held: boolean; compare: (a: string, b: string) => number }
): OrderState {
	const places = new Map<string, Place>();
	for (const row of rows)
		places.set(row.attempt, placeOf(state.places.get(row.attempt), row.trouble, options.now));
	return {
		ids: options.held ? keep(state.ids, rows) : sort(rows, places, options.compare),
		places
	};
}

function keep(ids: readonly string[], rows: readonly Candidate[]): string[] {
	const present = new Set(rows.map((row) => row.attempt));
	const known = new Set(ids);
	return [
		...ids.filter((id) => present.has(id)),
		...rows.filter((row) => !known.has(row.attempt)).map((row) => row.attempt)
	];
}

function sort(
	rows: readonly Candidate[],
	places: ReadonlyMap<string, Place>,
	compare: (a: string, b: string) => number
): string[] {
	return [...rows]
		.sort(
			(a, b) =>
				rankOf(places.get(a.attempt)?.trouble ?? a.trouble) -
					rankOf(places.get(b.attempt)?.trouble ?? b.trouble) ||
				compare(a.name, b.name) ||
				(a.attempt < b.attempt ? -1 : 1)
		)
		.map((row) => row.attempt);
}
