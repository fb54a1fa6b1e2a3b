/** How often a property is tried: a moderate number in the suite, more when asked (`RUNS_TIMES=100 npm run unit`). */
export function runs(usual: number): { numRuns: number } {
	return { numRuns: Math.ceil(usual * Number(process.env['RUNS_TIMES'] ?? 1)) };
}

/** Milliseconds a property of many runs may take. */
export const PATIENCE_MS = 60_000 * Math.max(1, Number(process.env['RUNS_TIMES'] ?? 1));
