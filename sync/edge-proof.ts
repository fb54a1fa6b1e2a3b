/**
 * What the edge's clock alone proves of the time a log used. A device puts `t` forward where its wall clock went ahead and nobody could say that
 * it had only been corrected (D1), and never takes it back. Pure.
 */
import { unsafeReadReceipt } from './receipt.ts';
import type { Entry } from './schema/entry.ts';
import type { Receipt } from './schema/receipt.ts';

/**
 * The most `t` that work can really have had, in ms; Infinity: nothing proves it. An entry that holds a receipt was written after it, so not
 * more had been used when the edge signed it; from there on counts what passed at the edge until the work was received.
 * Only from the last `reopen` or break on: before it a `t` that is too great would lengthen what was given.
 */
export function mostUsedMs(
	log: readonly Entry[],
	receipts: readonly Receipt[],
	work: Entry
): number {
	const received = receipts.find(({ seq }) => seq >= work.seq)?.at;
	if (received === undefined) return Number.POSITIVE_INFINITY;
	let most = Number.POSITIVE_INFINITY;
	let rests = false;
	for (const entry of log) {
		if (entry.seq > work.seq) break;
		if (entry.kind === 'break') rests = entry.data.action === 'begin';
		if (entry.kind === 'break' || entry.kind === 'reopen') most = Number.POSITIVE_INFINITY;
		if (entry.kind !== 'receipt' || rests) continue;
		const held = unsafeReadReceipt(entry.data.receipt);
		// Only what the edge kept too is its word.
		if (held && receipts.some(({ seq, at }) => seq === held.seq && at === held.at))
			most = Math.min(most, entry.t + received - held.at);
	}
	return most;
}
