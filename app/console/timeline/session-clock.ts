/**
 * Puts a device's times on the edge's clock. The device stamps entries with its monotonic time; each receipt it took in
 * says what time it was at the edge shortly before. The smallest difference seen is the clock's error plus one short
 * trip, which is as near as a record can tell.
 */
import type { Entry } from '#sync/schema/entry.ts';
import type { Receipt } from '#sync/schema/receipt.ts';

export type SessionClock = {
	/** Edge time of a `t` of this session. */
	at(t: number): number;
	/** How far the device's clock was ahead of the edge's when the session opened; null: no receipt tells. */
	aheadMs: number | null;
};

export function sessionClock(
	entries: readonly Entry[],
	readReceipt: (entry: Extract<Entry, { kind: 'receipt' }>) => Receipt | null
): SessionClock {
	const opened = entries[0] ? entries[0].wall - entries[0].t : 0;
	let ahead: number | null = null;
	for (const entry of entries) {
		if (entry.kind !== 'receipt') continue;
		const receipt = readReceipt(entry);
		if (!receipt) continue;
		const difference = opened + entry.t - receipt.at;
		if (ahead === null || difference < ahead) ahead = difference;
	}
	const zero = opened - (ahead ?? 0);
	return { at: (t) => zero + t, aheadMs: ahead };
}
