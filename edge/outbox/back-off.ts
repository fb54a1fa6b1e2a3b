import { backOffMs } from '#sync/schedule.ts';

/** While there is more to bring. */
export const AGAIN_MS = 50;

/** How long until the next try: full jitter, up to a minute. */
export function nextDrainMs(failures: number, random: () => number): number {
	return AGAIN_MS + backOffMs(failures, { firstMs: 1_000, mostMs: 60_000 }, random);
}
