/** What a proctor did to the attempt's time, from the control log alone. */
import type { ControlEntry } from '#sync/schema/control-entry.ts';

export type ControlEffects = {
	addedMs: number;
	/** Of finished pauses. */
	pausedMs: number;
	/** Edge time since when it stands paused. */
	pausedSince: number | null;
	/** What was said with the pause that stands; null: nothing. */
	pauseText: string | null;
	ended: boolean;
};

export const noEffects: ControlEffects = {
	addedMs: 0,
	pausedMs: 0,
	pausedSince: null,
	pauseText: null,
	ended: false
};

export function withControl(before: ControlEffects, entry: ControlEntry): ControlEffects {
	switch (entry.kind) {
		case 'extend':
			return { ...before, addedMs: before.addedMs + entry.data.addMs };
		case 'pause':
			return {
				...before,
				pausedSince: before.pausedSince ?? entry.at,
				pauseText: entry.data.text ?? before.pauseText
			};
		case 'resume': {
			if (before.pausedSince === null) return before;
			const paused = Math.max(0, entry.at - before.pausedSince);
			const pausedMs = before.pausedMs + paused;
			return { ...before, pausedMs, pausedSince: null, pauseText: null };
		}
		case 'end':
			return { ...before, ended: true };
		default:
			return before;
	}
}

/** Finished pauses and the one that lasts. */
export function pausedUntil(effects: ControlEffects, edgeNow: number): number {
	const { pausedMs, pausedSince } = effects;
	return pausedSince === null ? pausedMs : pausedMs + Math.max(0, edgeNow - pausedSince);
}
