/**
 * Answers that a device sealed although it had heard that the exam is over, or stands paused (SPEC L7). An honest app takes none then. Pure.
 *
 * Heard is what the log itself confirms: it answered the word, or a later one, or it holds a receipt that stands behind the word in the
 * control log, which a device has only together with all before it.
 */
import type { ControlEntry } from './schema/control-entry.ts';
import type { Entry } from './schema/entry.ts';
import type { Receipt } from './schema/receipt.ts';

/** What stood in a field when the word came is still recorded, and needs a moment. */
const FLUSH_MS = 10_000;
const ARRIVAL_MS = 30_000;

/** The first such answer; null: none. */
export type AgainstControl = { afterEndSeq: number | null; whilePausedSeq: number | null };

export function againstControl(
	log: readonly Entry[],
	control: readonly ControlEntry[],
	receipts: readonly Receipt[]
): AgainstControl {
	const found: AgainstControl = { afterEndSeq: null, whilePausedSeq: null };
	const places = new Map(
		control.flatMap((entry) =>
			entry.kind === 'receipt' ? [[entry.data.receipt.bytes, entry.seq] as const] : []
		)
	);
	let ended: Entry | null = null;
	let paused: Entry | null = null;
	/** Number of control entries that were heard. */
	let heard = 0;
	for (const entry of log) {
		if (entry.kind === 'response') {
			if (ended && isBeyond(ended, entry, receipts)) found.afterEndSeq ??= entry.seq;
			if (paused && isBeyond(paused, entry, receipts)) found.whilePausedSeq ??= entry.seq;
		}
		const upTo =
			entry.kind === 'command'
				? entry.data.control
				: entry.kind === 'receipt'
					? places.get(entry.data.receipt.bytes)
					: undefined;
		for (; upTo !== undefined && heard <= upTo && heard < control.length; heard++) {
			const kind = control[heard]?.kind;
			if (kind === 'end') ended ??= entry;
			if (kind === 'pause') paused ??= entry;
			if (kind === 'resume') paused = null;
		}
	}
	return found;
}

/** By the log's own clock, or by when the edge got it: a clock that is made to stand still does not hide it. */
function isBeyond(word: Entry, answer: Entry, receipts: readonly Receipt[]): boolean {
	if (answer.t > word.t + FLUSH_MS) return true;
	const received = (seq: number) => receipts.find((receipt) => receipt.seq >= seq)?.at;
	const [from, at] = [received(word.seq), received(answer.seq)];
	return from !== undefined && at !== undefined && at > from + ARRIVAL_MS;
}
