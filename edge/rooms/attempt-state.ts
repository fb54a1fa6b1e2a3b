/** The state of an attempt out of those of its sessions: usually one, more when the student changed device. Pure. */
import type { AttemptState } from '#sync/schema/attempt.ts';

export type AttemptPart = {
	session: string;
	/** What the session says by itself. */
	state: AttemptState;
	forked: boolean;
	submitted: boolean;
	/** Handed in by the clock. */
	byClock?: boolean;
	/** -1: no response in it. */
	lastResponseSeq: number;
	/** The session it took over from, and how far that one was known then. */
	previous: { session: string; seq: number } | null;
};

/** Oldest first; null: nothing was opened yet. */
export function attemptStateOf(parts: readonly AttemptPart[]): AttemptState | null {
	const newest = parts.at(-1);
	if (!newest) return null;
	if (parts.some(({ forked }) => forked)) return 'held';
	// A device that did not know that the attempt went on elsewhere ran out of time: that is no hand-in of anybody's.
	const submitted = parts.filter(
		(part) => part.submitted && !(part.byClock && isFollowed(part, parts))
	);
	const [only] = submitted;
	if (!only) return newest.state;
	// Handed in twice, or worked on elsewhere beyond what was handed over: which of it counts is for a person to say.
	if (submitted.length > 1) return 'held';
	return parts.every((part) => part === only || isHandedOver(part, parts)) ? only.state : 'held';
}

const isHandedOver = (part: AttemptPart, parts: readonly AttemptPart[]): boolean =>
	part.lastResponseSeq < 0 || isFollowed(part, parts);

/** Another session goes on from all of its answers. */
function isFollowed(part: AttemptPart, parts: readonly AttemptPart[]): boolean {
	return parts.some(
		({ previous }) => previous?.session === part.session && previous.seq >= part.lastResponseSeq
	);
}

/** Grows with every answer that comes. */
export const workOf = (parts: readonly Pick<AttemptPart, 'lastResponseSeq'>[]): number =>
	parts.reduce((sum, { lastResponseSeq }) => sum + lastResponseSeq + 1, 0);
