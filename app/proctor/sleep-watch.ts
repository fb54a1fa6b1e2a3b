/**
 * Notices that nothing ran for a while: the device was asleep, its lid closed, or the browser had stopped the page. The wall clock
 * goes on then, and so does the monotonic one on some systems, so a late tick tells what `clock-watch.ts` cannot. Pure.
 */

/** Browsers let a hidden page tick once a minute at the least. */
const STOPPED_MS = 75_000;
/** A page in view ticks every second; a busy device is late by less than this. */
const STOPPED_IN_VIEW_MS = 20_000;

export function createSleepWatch() {
	let before: { t: number; hidden: boolean } | null = null;
	return {
		/** Milliseconds that nothing ran since the last tick, or null. */
		tick(t: number, hidden: boolean): number | null {
			const gap = before === null ? 0 : t - before.t;
			const limit = hidden || before?.hidden === true ? STOPPED_MS : STOPPED_IN_VIEW_MS;
			before = { t, hidden };
			return gap >= limit ? Math.round(gap) : null;
		}
	};
}
