/**
 * Answers that a device sealed although it had heard that the exam is over, or stands paused (SPEC L7). An honest app takes none then. Pure.
 *
 * Heard is what the log itself confirms: it answered the word, or a later one, or it holds a receipt that stands behind the word in the
 * control log, which a device has only together with all before it.
 *
 * Time is the log's own. A clock that is made to stand still is found by a receipt that the log holds before the answer; when an answer
 * reached the edge says nothing, because a device that lost its network at that moment is an honest one.
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
	/** Edge time of the newest receipt that the log holds by now: it was no earlier than that. */
	let edgeTime = -Infinity;
	const isBeyond = (word: Entry, answer: Entry): boolean => {
		if (answer.t > word.t + FLUSH_MS) return true;
		const confirmed = receipts.find((receipt) => receipt.seq >= word.seq)?.at;
		return confirmed !== undefined && edgeTime > confirmed + ARRIVAL_MS;
	};
	for (const entry of log) {
		if (entry.kind === 'response') {
			if (ended && isBeyond(ended, entry)) found.afterEndSeq ??= entry.seq;
			if (paused && isBeyond(paused, entry)) found.whilePausedSeq ??= entry.seq;
		}
		const place = entry.kind === 'receipt' ? places.get(entry.data.receipt.bytes) : undefined;
		edgeTime = Math.max(
			edgeTime,
			(place === undefined ? undefined : control[place]?.at) ?? edgeTime
		);
		const upTo = entry.kind === 'command' ? entry.data.control : place;
		for (; upTo !== undefined && heard <= upTo && heard < control.length; heard++) {
			const kind = control[heard]?.kind;
			if (kind === 'end') ended ??= entry;
			if (kind === 'pause') paused ??= entry;
			if (kind === 'resume') paused = null;
		}
	}
	return found;
}
