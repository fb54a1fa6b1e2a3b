/** Who is told by mail that their results can be seen, and when. Pure. */
import type { AttemptState } from '#sync/schema/attempt.ts';
import type { ReleaseShows } from '#sync/schema/release.ts';
import { unfinished } from './still-writing.ts';

/** A release that shows nothing, or of a rehearsal, lets nothing out. */
export interface Letting {
	hidden: boolean;
	/** Unix milliseconds. */
	from: number;
	shows: ReleaseShows;
	rehearsal: boolean;
}
export interface Sat {
	id: string;
	student: string;
	state: AttemptState;
	/** Its student, of this sitting. */
	told: boolean;
	/** Its student has an address that is known to be theirs, and may sign in. */
	reachable: boolean;
}
/** `attempts`: of theirs that they can see, by number. */
export type ResultsOwed = { student: string; attempts: string[] };

/** Whoever is still writing has results of their own later, and no act of the staff says when. */
const LOOK_AGAIN_MS = 3_600_000;

const isSeen = ({ hidden, shows, rehearsal }: Letting): boolean =>
	!hidden && !rehearsal && Object.values(shows).includes(true);

/** Each student once. `nextAt`: when to look again; null: not before the release is changed, or a person decides on an attempt. */
export function resultMails(
	letting: Letting,
	attempts: readonly Sat[],
	now: number
): { owed: ResultsOwed[]; nextAt: number | null } {
	if (!isSeen(letting)) return { owed: [], nextAt: null };
	if (letting.from > now) return { owed: [], nextAt: letting.from };
	const seen = attempts.filter(
		({ state, told, reachable }) =>
			(state === 'accepted' || state === 'released') && !told && reachable
	);
	const owed = Map.groupBy(seen, ({ student }) => student);
	const writes = attempts.some(
		({ state, told }) => !told && (state === 'submitted' || unfinished.includes(state))
	);
	return {
		owed: Array.from(owed, ([student, own]) => ({ student, attempts: own.map(({ id }) => id) })),
		nextAt: writes ? now + LOOK_AGAIN_MS : null
	};
}

/** Of several attempts the list says which counts. */
export const resultsPath = (attempts: readonly string[]): string =>
	attempts.length === 1 ? `/exams/${attempts[0] ?? ''}/results` : '/exams/results';
