/** What of a log cannot be read, from what can: by entry, and by the times that stand before and behind. */
import type { Entry } from '#sync/schema/entry.ts';

/** Both numbers belong to it. Times are the device's, Unix ms, of the readable entry next to it; null: there is none. */
export type Gap = { from: number; to: number | null; since: number | null; until: number | null };

type Read = readonly Pick<Entry, 'seq' | 'wall'>[];

/**
 * `behind`: what was read of records that were set aside, in order. `places`: of all that were set aside, first numbers. `endKnown`: the
 * log was put right up to an end that the edge gave.
 */
export function gapsIn(
	intact: Read,
	behind: Read,
	{ places, endKnown }: { places: readonly number[]; endKnown: boolean }
): Gap[] {
	const gaps: Gap[] = [];
	let last = intact.at(-1);
	for (const entry of behind) {
		const from = last ? last.seq + 1 : 0;
		if (entry.seq < from) continue;
		if (entry.seq > from)
			gaps.push({ from, to: entry.seq - 1, since: last?.wall ?? null, until: entry.wall });
		last = entry;
	}
	const from = last ? last.seq + 1 : 0;
	const endsOpen = places.some((place) => place >= from);
	if (endsOpen || (behind.length === 0 && !endKnown))
		gaps.push({ from, to: null, since: last?.wall ?? null, until: null });
	return gaps;
}
