import type { Api } from './api.ts';

export interface ClockReading {
	/** Add to the device's clock to have the edge's. */
	offsetMs: number;
	/** The offset is known to half of this. */
	roundTripMs: number;
}

/** The device's clock against the edge's: of several askings the quickest says most. */
export async function readEdgeClock(
	api: Pick<Api, 'health'>,
	now: () => number = Date.now,
	askings = 3
): Promise<ClockReading> {
	let best: ClockReading | null = null;
	for (let asking = 0; asking < askings; asking++) {
		const sent = now();
		const answer = await api.health();
		const came = now();
		const roundTripMs = came - sent;
		if (best === null || roundTripMs < best.roundTripMs)
			best = { offsetMs: answer.now - (sent + came) / 2, roundTripMs };
	}
	if (best === null) throw new RangeError('askings must be at least 1');
	return best;
}
