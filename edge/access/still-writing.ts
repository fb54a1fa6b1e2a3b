/** Who of a roster can still begin or go on, by their own windows. Pure. */
import type { AttemptState } from '#sync/schema/attempt.ts';

export const unfinished: readonly AttemptState[] = ['assigned', 'ready', 'in_progress', 'paused'];

interface OwnWindow {
	student_id: string;
	state: AttemptState;
	closes_at: number;
	accommodation: { breaksMs: number } | null;
}

/** `until`: when the last of them is over, breaks that were granted included. null: nobody. */
export function stillWriting(
	roster: readonly OwnWindow[],
	now: number
): { students: number; until: number } | null {
	const open = roster
		.filter(({ state }) => unfinished.includes(state))
		.map((one) => ({
			student: one.student_id,
			until: one.closes_at + (one.accommodation?.breaksMs ?? 0)
		}))
		.filter(({ until }) => until > now);
	if (open.length === 0) return null;
	return {
		students: new Set(open.map(({ student }) => student)).size,
		until: Math.max(...open.map(({ until }) => until))
	};
}
