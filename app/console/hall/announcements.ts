/**
 * What a screen reader is told of new observations: at most one sentence every ANNOUNCE_EVERY_MS, however many came.
 * Collecting is pure; the sentence is made by whoever holds the messages.
 */
import type { AttemptRow } from '#sync/schema/hall.ts';

export const ANNOUNCE_EVERY_MS = 6000;
/** This many are told one by one; more are counted. */
export const TOLD_SINGLY = 2;

export type News = {
	attempt: string;
	name: string;
	check: NonNullable<AttemptRow['newest']>['check'];
};

/** What is new in `row`, or null. A row seen for the first time is not news: the page shows it already. */
export function newsOf(before: AttemptRow | undefined, row: AttemptRow): News | null {
	if (!before || row.newest === null || row.observations <= before.observations) return null;
	return { attempt: row.attempt, name: row.studentName, check: row.newest.check };
}

export type Pending = { news: readonly News[]; lastSaidAt: number };
export const nothingPending: Pending = { news: [], lastSaidAt: Number.NEGATIVE_INFINITY };

/** Later news of a student replaces earlier news of the same student that was not said yet. */
export const withNews = (pending: Pending, news: News): Pending => ({
	...pending,
	news: [...pending.news.filter((old) => old.attempt !== news.attempt), news]
});

export type Saying =
	{ kind: 'each'; news: readonly News[] } | { kind: 'many'; students: number; first: News };

/** What may be said at `now`; null while there is nothing or it is too soon. */
export function sayAt(pending: Pending, now: number): { saying: Saying | null; pending: Pending } {
	const first = pending.news[0];
	if (!first || now - pending.lastSaidAt < ANNOUNCE_EVERY_MS) return { saying: null, pending };
	const saying: Saying =
		pending.news.length <= TOLD_SINGLY
			? { kind: 'each', news: pending.news }
			: { kind: 'many', students: pending.news.length, first };
	return { saying, pending: { news: [], lastSaidAt: now } };
}
