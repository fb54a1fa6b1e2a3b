/** What the staff did to a session's time, as its control log says it, and what comes of it. Pure. */
import { breaksUsedMs, isOnBreak } from '#sync/breaks.ts';
import type { LogState } from '#sync/log-state.ts';
import type { ControlContent } from '#sync/schema/control-entry.ts';
import type { RowTime } from '#sync/schema/hall.ts';

/** `ms`: by `extend` and by pauses that are over. `pausedSince`: edge time; null: it goes on. */
export type GivenTime = { ms: number; pausedSince: number | null };
export const nothingGiven: GivenTime = { ms: 0, pausedSince: null };

export function withGiven(given: GivenTime, content: ControlContent, at: number): GivenTime {
	const { ms, pausedSince } = given;
	switch (content.kind) {
		case 'extend':
			return { ms: ms + content.data.addMs, pausedSince };
		case 'pause':
			return { ms, pausedSince: pausedSince ?? at };
		case 'resume':
			return pausedSince === null ? given : { ms: ms + at - pausedSince, pausedSince: null };
		default:
			return given;
	}
}

/**
 * By the edge's clock, good to the second or two that a person looks at: the log's own time counts from the last word of the device.
 * `startedAt`: when the attempt's first session began.
 */
export function timeOf(own: {
	terms: { closesAt: number; durationMs: number };
	given: GivenTime;
	startedAt: number;
	log: Pick<LogState, 'breaks' | 'lastT'>;
	lastContactAt: number;
}): RowTime {
	const { terms, given, log } = own;
	const breaksMs = log.breaks ? breaksUsedMs(log.breaks, log.lastT) : 0;
	const planned = Math.min(terms.closesAt, own.startedAt + terms.durationMs);
	const resting = log.breaks ? isOnBreak(log.breaks, log.lastT) : false;
	const stoodSince = given.pausedSince ?? (resting ? own.lastContactAt : null);
	return {
		endsAt: Math.round(planned + given.ms + breaksMs),
		...(stoodSince !== null && { stoodSince }),
		...(given.pausedSince !== null && { pausedSince: given.pausedSince })
	};
}
