/**
 * One look at what has passed its deadline. Whichever hall wakes up closes what is due anywhere: after a downtime, or for a sitting whose
 * own hall nobody ever opened, the next alarm catches up. Each page is a transaction of its own; done twice, it is done once.
 */
import { closeSittings, expireAttempts, selectNextLook } from '../db/deadlines.ts';
import type { Attempt } from '../db/attempts.ts';
import type { Query } from '../db/database.ts';

export type Look = { at: number | null; roster: Attempt[] };
type Run = <T>(work: (query: Query) => Promise<T>) => Promise<T>;

const BEFORE_ALL = '00000000-0000-0000-0000-000000000000';
/** A round never has more than this to do; what is left is for the next. */
const MOST_PAGES = 40;

/** Rejects when Postgres is away. */
export async function closeDeadlines(run: Run, sitting: string, now: number): Promise<Look> {
	for (const close of [expireAttempts, closeSittings]) {
		let after: string | null = BEFORE_ALL;
		for (let page = 0; after !== null && page < MOST_PAGES; page++) {
			const from: string = after;
			after = await run((query) => close(query, from, now));
		}
	}
	return run((query) => selectNextLook(query, sitting, now));
}
