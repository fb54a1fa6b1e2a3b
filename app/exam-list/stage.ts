import type { AttemptSummary } from '#sync/schema/api.ts';
import type { AttemptState } from '#sync/schema/attempt.ts';

/** Where a student stands with one exam, from what the edge said last and what this device has. */
export type Stage =
	| 'upcoming'
	| 'open'
	| 'in_progress'
	| 'paused'
	/** Handed in here, not yet confirmed by the edge. */
	| 'waiting'
	| 'handed_in'
	| 'released'
	| 'over'
	| 'withdrawn'
	| 'voided';

/** The newest session of the attempt on this device. */
export type OwnSession = 'opening' | 'open' | 'damaged' | 'submitted' | 'done' | null;

const ended: Partial<Record<AttemptState, Stage>> = {
	submitted: 'handed_in',
	held: 'handed_in',
	accepted: 'handed_in',
	released: 'released',
	expired: 'over',
	withdrawn: 'withdrawn',
	voided: 'voided'
};

export function stageOf(
	summary: Pick<AttemptSummary, 'state' | 'opensAt' | 'closesAt'>,
	session: OwnSession,
	edgeNow: number
): Stage {
	const end = ended[summary.state];
	// The device knows first that it was handed in, and that sending is not over.
	if (session === 'submitted') return 'waiting';
	if (end) return end;
	if (session === 'done') return 'handed_in';
	if (session !== null) return summary.state === 'paused' ? 'paused' : 'in_progress';
	if (edgeNow >= summary.closesAt) return 'over';
	if (summary.state === 'in_progress' || summary.state === 'paused') return summary.state;
	return edgeNow < summary.opensAt ? 'upcoming' : 'open';
}

export const isBeingSat = (stage: Stage): boolean => stage === 'in_progress' || stage === 'paused';

export type Group = 'now' | 'next' | 'past';

const groups: Record<Stage, Group> = {
	open: 'now',
	in_progress: 'now',
	paused: 'now',
	waiting: 'now',
	upcoming: 'next',
	handed_in: 'past',
	released: 'past',
	over: 'past',
	withdrawn: 'past',
	voided: 'past'
};

export const groupOf = (stage: Stage): Group => groups[stage];

/** Where "Open" leads; null where there is nothing to open. */
export function placeOf(attempt: string, stage: Stage, session: OwnSession): string | null {
	if (session === 'opening' || session === 'open' || session === 'damaged')
		return `/exams/${attempt}`;
	if (stage === 'released') return `/exams/${attempt}/results`;
	if (stage === 'waiting' || stage === 'handed_in') return `/exams/${attempt}/done`;
	if (['upcoming', 'open', 'in_progress', 'paused'].includes(stage))
		return `/exams/${attempt}/check`;
	return null;
}

const prefetchMs = 72 * 3_600_000;

/** The encrypted form may be fetched from three days before it opens until it closes. */
export function prefetchFrom(summary: Pick<AttemptSummary, 'opensAt'>): number {
	return summary.opensAt - prefetchMs;
}

export function wantsPreparing(
	summary: Pick<AttemptSummary, 'opensAt'>,
	stage: Stage,
	session: OwnSession,
	edgeNow: number
): boolean {
	return (
		session === null &&
		['upcoming', 'open', 'in_progress', 'paused'].includes(stage) &&
		edgeNow >= prefetchFrom(summary)
	);
}
