/** The audit log's chain, checked: hash = SHA-256 (hash before ‖ line). Pure; anyone with an export can do the same. */
import { toHex, utf8 } from '#sync/bytes.ts';
import { sha256 } from '#sync/hash.ts';

export const FIRST_HASH = '0'.repeat(64);
export type ChainState = { entries: number; head: string; brokenAt: number | null };
export const emptyChain: ChainState = { entries: 0, head: FIRST_HASH, brokenAt: null };

/** Goes on from `state`; after a break nothing more is looked at. */
export function followChain(
	state: ChainState,
	lines: readonly { seq: number; line: string; hash: string }[]
): ChainState {
	let { entries, head } = state;
	if (state.brokenAt !== null) return state;
	for (const { seq, line, hash } of lines) {
		const follows =
			seq === entries + 1 && toHex(sha256(utf8(head + line))) === hash && saysItself(line, seq);
		if (!follows) return { entries, head, brokenAt: entries + 1 };
		entries = seq;
		head = hash;
	}
	return { entries, head, brokenAt: null };
}

/** The number stands in the line too, so that rows cannot change places with their hashes. */
function saysItself(line: string, seq: number): boolean {
	try {
		return (JSON.parse(line) as { seq?: unknown }).seq === seq;
	} catch (_notJson) {
		return false;
	}
}
