/** "Run this later": the only way time passes here, so a test decides when it does. */

/** Returns how to call it off. */
export type Schedule = (afterMs: number, run: () => void) => () => void;

export const realSchedule: Schedule = (afterMs, run) => {
	const timer = setTimeout(run, afterMs);
	return () => clearTimeout(timer);
};

/** Full jitter (a random share of a doubling limit): devices that fell off together do not come back together. */
export function backOffMs(
	failures: number,
	limits: { firstMs: number; mostMs: number },
	random: () => number
): number {
	return random() * Math.min(limits.mostMs, limits.firstMs * 2 ** Math.max(0, failures - 1));
}
