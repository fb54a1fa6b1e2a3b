/** Several attempts at one sitting: whether another may be begun, and which one counts. Pure. */
import type { AttemptState } from '#sync/schema/attempt.ts';

export type Numbered = {
	number: number;
	state: AttemptState;
	/** The edge has its submit. */
	submitted: boolean;
};

export type AnotherAnswer =
	| 'yes'
	/** The last one is not handed in, or is not known to be. */
	| 'still_running'
	| 'used_up'
	| 'not_open_yet'
	| 'closed'
	/** The student was taken off, or nothing was ever begun. */
	| 'no_attempt';

/** `attempts`: all of one student at one sitting. `allowed` null: as many as one likes. */
export function mayBeginAnother(facts: {
	attempts: readonly Numbered[];
	allowed: number | null;
	/** The student's own window. */
	opensAt: number;
	closesAt: number;
	now: number;
}): AnotherAnswer {
	const { attempts, allowed, opensAt, closesAt, now } = facts;
	const last = attempts.toSorted((a, b) => a.number - b.number).at(-1);
	if (!last || last.state === 'withdrawn' || last.state === 'expired') return 'no_attempt';
	if (!isOver(last)) return 'still_running';
	if (allowed !== null && last.number >= allowed) return 'used_up';
	if (now < opensAt) return 'not_open_yet';
	return now > closesAt ? 'closed' : 'yes';
}

/** Held in the middle of the exam, an attempt goes on; held after its hand-in, it is over and waits. */
const isOver = ({ state, submitted }: Numbered): boolean =>
	['submitted', 'accepted', 'released', 'voided'].includes(state) ||
	(state === 'held' && submitted);

export type CountRule = 'best' | 'last';
export type Counted = Numbered & {
	id: string;
	/** null: nothing is marked yet. */
	points: number | null;
};

/** Which of one student's attempts counts; null: none was handed in. Of equally good ones, the later. */
export function countingAttempt<A extends Counted>(
	attempts: readonly A[],
	rule: CountRule
): A | null {
	const worth = (attempt: A) => attempt.points ?? Number.NEGATIVE_INFINITY;
	return attempts
		.filter((attempt) => attempt.state !== 'voided' && isOver(attempt))
		.reduce<A | null>((counts, next) => {
			if (!counts) return next;
			const later = next.number > counts.number;
			if (rule === 'last') return later ? next : counts;
			const more = worth(next) - worth(counts);
			return more > 0 || (!(more < 0) && later) ? next : counts;
		}, null);
}
