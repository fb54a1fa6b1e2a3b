/**
 * Finds out that pictures repeat. What a camera sees is never the same twice, byte by byte: its sensor's noise alone makes each
 * picture another. A recording that is played again and again shows the same ones, at the same distance. Pure.
 */

/** Recordings of up to so long are found. */
const HISTORY_MS = 180_000;
/** In so long, so many pictures must have been there before, all as long ago as the others. */
const RECENT_MS = 15_000;
const LEAST_REPEATS = 5;
const SAME_PERIOD_MS = 120;
/** What is nearer may be one picture that was handed out twice. */
const SHORTEST_MS = 2_000;

/** Takes the signature of each picture; answers after how many milliseconds they repeat, or null. */
export function createLoopFinder(): (t: number, signature: number) => number | null {
	const seenAt = new Map<number, number[]>();
	let order: { t: number; signature: number }[] = [];
	let repeats: { t: number; period: number }[] = [];

	const forget = (t: number) => {
		while (order[0] && t - order[0].t > HISTORY_MS) {
			const { signature } = order[0];
			order = order.slice(1);
			const left = (seenAt.get(signature) ?? []).slice(1);
			if (left.length > 0) seenAt.set(signature, left);
			else seenAt.delete(signature);
		}
		repeats = repeats.filter((each) => t - each.t <= RECENT_MS);
	};

	return (t, signature) => {
		forget(t);
		const before = seenAt.get(signature) ?? [];
		// The nearest is enough: a longer distance is a multiple of it, or of what mirrors it.
		for (const at of before.slice(-3))
			if (t - at >= SHORTEST_MS) repeats.push({ t, period: t - at });
		if (t - (before.at(-1) ?? -Infinity) >= SHORTEST_MS || before.length === 0) {
			seenAt.set(signature, [...before, t]);
			order.push({ t, signature });
		}
		let most = 0;
		let found = 0;
		for (const { period } of repeats) {
			const agreeing = repeats.filter((each) => Math.abs(each.period - period) <= SAME_PERIOD_MS);
			if (agreeing.length > most) [most, found] = [agreeing.length, period];
		}
		return most >= LEAST_REPEATS ? found : null;
	};
}
