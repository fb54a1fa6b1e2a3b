/** The state of an attempt out of those of its sessions: usually one, more when the student changed device. Pure. */
import type { AttemptState } from '#sync/schema/attempt.ts';

export type AttemptPart = {
	session: string;
	/** What the session says by itself. */
	state: AttemptState;
	forked: boolean;
	submitted: boolean;
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
	const submitted = parts.filter((part) => part.submitted);
	const [only] = submitted;
	if (!only) return newest.state;
	// Handed in twice, or worked on elsewhere beyond what was handed over: which of it counts is for a person to say.
	if (submitted.length > 1) return 'held';
	return parts.every((part) => part === only || isHandedOver(part, parts)) ? only.state : 'held';
}

function isHandedOver(part: AttemptPart, parts: readonly AttemptPart[]): boolean {
	return (
		part.lastResponseSeq < 0 ||
		parts.some(
			({ previous }) => previous?.session === part.session && previous.seq >= part.lastResponseSeq
		)
	);
}

/** Grows with every answer that comes. */
export const workOf = (parts: readonly Pick<AttemptPart, 'lastResponseSeq'>[]): number =>
	parts.reduce((sum, { lastResponseSeq }) => sum + lastResponseSeq + 1, 0);
