import { backOffMs } from '#sync/schedule.ts';

const AGAIN_MS = 50;

/** How long until the next drain: soon while there is more to bring, with full jitter up to a minute while Postgres is away. */
export function nextDrainMs(failures: number, random: () => number): number {
	if (failures === 0) return AGAIN_MS;
	return AGAIN_MS + backOffMs(failures, { firstMs: 1_000, mostMs: 60_000 }, random);
}
