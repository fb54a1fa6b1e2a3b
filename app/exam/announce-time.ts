/** When the time left is said aloud: at half, 10, 5 and 1 minute, once each, and never for a threshold that was passed unseen. Pure. */
const MINUTE_MS = 60_000;

/** The threshold crossed between two ticks, in ms; null: none. */
export function crossedThreshold(
	beforeMs: number,
	nowMs: number,
	allowedMs: number
): number | null {
	const half = Math.floor(allowedMs / 2 / MINUTE_MS) * MINUTE_MS;
	const thresholds = [half, 10 * MINUTE_MS, 5 * MINUTE_MS, MINUTE_MS].filter(
		(threshold) => threshold > 0 && threshold < allowedMs
	);
	// After a sleep several may be crossed at once: the nearest to the truth is said.
	const crossed = thresholds.filter((threshold) => beforeMs > threshold && nowMs <= threshold);
	return crossed.length > 0 ? Math.min(...crossed) : null;
}
