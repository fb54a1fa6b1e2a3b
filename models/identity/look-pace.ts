/** When to look again: seldom while all is as it was, sooner in doubt, and at once when asked. Pure but for the clock. */
import type { RateControl } from '../rate-control.ts';

export const CALM_MS = 10_000;
export const DOUBT_MS = 4_000;
/** Looks may take this share of the time. */
const SHARE = 0.2;
/** From one reading to the next: whoever waits longer takes the worker for dead. */
const LONGEST_MS = 15_000;

export interface LookPace extends RateControl {
	/** What the newest look said. */
	looked(doubtful: boolean): void;
	lookNow(): void;
}

export function createLookPace(now: () => number, calmMs = CALM_MS): LookPace {
	let due = now();
	let wanted = calmMs;
	let least = 0;
	return {
		/** 1: as often as while all is calm, or sooner; less on a device that is too slow for that. */
		get rate() {
			return Math.min(1, calmMs / Math.max(wanted, least));
		},
		/** 0 until a look is due. */
		at: (time) => (time >= due ? 1 : 0),
		analysed(at, ms) {
			least = Math.max(0, Math.min(ms / SHARE, LONGEST_MS - ms));
			due = at + Math.max(wanted, least);
		},
		looked(doubtful) {
			wanted = doubtful ? Math.min(DOUBT_MS, calmMs) : calmMs;
			due = now() + Math.max(wanted, least);
		},
		lookNow() {
			due = now();
		},
		// One look in a while does not hold the page up, and has no rate to lower.
		late: () => undefined,
		want: () => undefined
	};
}
