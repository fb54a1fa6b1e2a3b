import type { AttemptSummary } from '#sync/schema/api.ts';

/** As it was last written down: `ms` used at the device's time `wall`, and before that in sessions whose records were damaged. */
export type TimeUsed = { ms: number; wall: number; carriedMs: number };

/** What is left of a running exam, about: the exam itself knows it to the second. null: it does not run on this device. */
export function timeLeftMs(
	{ durationMs, closesAt }: Pick<AttemptSummary, 'durationMs' | 'closesAt'>,
	used: TimeUsed | null,
	now: number,
	edgeNow: number
): number | null {
	if (used === null) return null;
	// The clock does not stop while the exam is closed.
	const gone = used.carriedMs + used.ms + Math.max(0, now - used.wall);
	return Math.max(0, Math.min(durationMs - gone, closesAt - edgeNow));
}
