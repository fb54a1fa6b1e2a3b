/** Another attempt, asked of the rows as they are read. Pure. */
import { mayBeginAnother } from './attempt-numbers.ts';
import type { AnotherAnswer, Numbered } from './attempt-numbers.ts';

type Attempt = Numbered & {
	sitting_id: string;
	locked: boolean;
	/** null: as many as one likes. */
	attempts_allowed: number | null;
	/** The student's own window. */
	opens_at: number;
	closes_at: number;
};

/** Whether one may be begun after this one, which is the last: of `all` attempts of the student. */
export function anotherAfter(attempt: Attempt, all: readonly Attempt[], now: number): boolean {
	const own = all.filter(({ sitting_id }) => sitting_id === attempt.sitting_id);
	const isLast = own.every(({ number }) => number <= attempt.number);
	return isLast && !attempt.locked && answerFor(attempt, own, now) === 'yes';
}

export const answerFor = (last: Attempt, own: readonly Attempt[], now: number): AnotherAnswer =>
	mayBeginAnother({
		attempts: own,
		allowed: last.attempts_allowed,
		opensAt: last.opens_at,
		closesAt: last.closes_at,
		now
	});
