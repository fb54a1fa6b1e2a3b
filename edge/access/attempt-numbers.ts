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
	maximum: number;
};

/** Sums of the same marks in another order may differ by less. */
const SAME = 1e-9;

/**
 * Which of one student's attempts at one sitting counts; null: none was handed in. Of equally good ones, the later. One that waits for a
 * person counts only beside none that is accepted: staff see the one that a release shows.
 */
export function countingAttempt<A extends Counted>(
	attempts: readonly A[],
	rule: CountRule
): A | null {
	// Attempts may be drawn from a pool and have different maxima.
	const worth = ({ points, maximum }: A) =>
		points === null || maximum <= 0 ? Number.NEGATIVE_INFINITY : points / maximum;
	const over = attempts.filter((attempt) => attempt.state !== 'voided' && isOver(attempt));
	const decided = over.filter(({ state }) => state === 'accepted' || state === 'released');
	return (decided.length > 0 ? decided : over).reduce<A | null>((counts, next) => {
		if (!counts) return next;
		const later = next.number > counts.number;
		if (rule === 'last') return later ? next : counts;
		const more = worth(next) - worth(counts);
		return more > SAME || (!(more < -SAME) && later) ? next : counts;
	}, null);
}

/** Of many students and sittings: which attempts count, each sitting by its own rule. */
export function countingIds(
	attempts: readonly (Counted & { student: string; sitting: string; rule: CountRule })[]
): Set<string> {
	const own = Map.groupBy(attempts, ({ student, sitting }) => `${student} ${sitting}`);
	return new Set(
		[...own.values()].flatMap((some) => countingAttempt(some, some[0]?.rule ?? 'last')?.id ?? [])
	);
}
