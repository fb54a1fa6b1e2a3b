/** The edge's side of a control log: what it received and what a proctor said or did, chained and sealed like a device's log. */
import { fromHex, toHex } from './bytes.ts';
import type { Bytes } from './bytes.ts';
import { encodeEntry } from './entry.ts';
import type { ControlState } from './log-state.ts';
import { controlEntry } from './schema/control-entry.ts';
import type { ControlContent, ControlEntry } from './schema/control-entry.ts';
import type { Entry } from './schema/entry.ts';
import { sealSegment } from './segment.ts';
import type { Sign } from './segment.ts';

/** One segment of control entries. `at` never falls: a room that moved to a machine with a slower clock repeats the last time. */
export async function sealControl(
	state: ControlState,
	contents: readonly ControlContent[],
	{ at, sign }: { at: number; sign: Sign }
): Promise<{ bytes: Bytes; state: ControlState; entries: ControlEntry[] }> {
	const time = Math.max(at, state.lastAt);
	const entries = contents.map((content, offset) =>
		controlEntry.parse({ ...content, seq: state.next + offset, at: time })
	);
	const sealed = await sealSegment({
		session: state.session,
		first: state.next,
		before: fromHex(state.head),
		entries: entries.map(encodeEntry),
		sign
	});
	return {
		bytes: sealed.bytes,
		entries,
		state: {
			session: state.session,
			next: state.next + entries.length,
			segments: state.segments + 1,
			head: toHex(sealed.after),
			lastAt: time
		}
	};
}

/**
 * Does a segment of these entries ask for a receipt? One that holds only receipts does not: else each receipt, sealed into the log,
 * would be receipted in turn, for ever.
 */
export function wantsReceipt(entries: readonly Entry[]): boolean {
	return entries.some(({ kind }) => kind !== 'receipt');
}
