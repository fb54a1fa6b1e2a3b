/** A student's own observations so far, as they open them. Pure. */
import type { Observation } from '#sync/schema/observation.ts';

export interface OwnObservations {
	/** The newest of each, by when it began; the latest first. */
	readonly list: readonly Observation[];
	/** How many were left out before them. */
	readonly more: number;
}

/** A phone draws no thousand rows. */
const MOST = 200;

/** `said`: as recorded, in order; of one id the last stands. */
export function ownObservations(said: readonly Observation[]): OwnObservations {
	const newest = new Map<number, Observation>();
	for (const each of said) newest.set(each.id, each);
	const list = [...newest.values()].sort(
		(one, other) => other.from - one.from || other.id - one.id
	);
	return { list: list.slice(0, MOST), more: Math.max(0, list.length - MOST) };
}
