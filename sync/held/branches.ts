/**
 * The other histories of a session, out of what was kept of a fork (SPEC A8): each as far as its device signed it, chained to the log at
 * the entry where it leaves it. Anything else that was kept is no history, and is left out.
 */
import { equal, fromHex, toHex } from '../bytes.ts';
import type { Bytes } from '../bytes.ts';
import type { Verify } from '../admission.ts';
import { headAfter, nextHead } from '../chain.ts';
import { decodeEntry } from '../entry.ts';
import { followLog } from '../entry-rules.ts';
import type { LogState } from '../log-state.ts';
import type { Entry } from '../schema/entry.ts';
import { decodeSegment, SEGMENT_OVERHEAD } from '../segment.ts';
import type { Segment } from '../segment.ts';

export type Branch = {
	/** The head after its last entry, hex. */
	name: string;
	/** Number of the first entry that is another than in the log. */
	from: number;
	/** All of it, from entry 0, with what it shares with the log. */
	entries: readonly Entry[];
	heads: readonly string[];
	/** Of the segments that are its own. */
	segments: readonly Bytes[];
};

/** So many are followed: a device that floods with histories is seen to, not read to its end. */
const MOST_BRANCHES = 20;

type Candidate = { bytes: Bytes; segment: Segment; before: string; after: string };
type Tail = { state: LogState; entries: Entry[]; heads: string[]; segments: Bytes[] };

/** `log`: the raw entries as admitted, `kept`: segments one behind the other, as they came. */
export async function branchesOf(
	log: readonly Bytes[],
	kept: readonly Bytes[],
	{ state, verify }: { state: LogState; verify: Verify }
): Promise<Branch[]> {
	const { entries, heads, states } = follow(log, state);
	const candidates = await signedOnes(kept.flatMap(splitSegments), state.session, verify);
	const headBefore = (at: number) => (at === 0 ? state.head : heads[at - 1]);
	const grow = (tail: Tail): Tail[] => {
		const next = candidates.filter(({ before }) => before === tail.heads.at(-1));
		const grown = next.flatMap((candidate) => appended(tail, candidate) ?? []);
		return grown.length === 0 ? [tail] : grown.flatMap(grow).slice(0, MOST_BRANCHES);
	};
	const roots = candidates.flatMap((candidate): Tail[] => {
		const { first, count } = candidate.segment;
		const reached = states[first];
		if (!reached || headBefore(first) !== candidate.before) return [];
		// Sent again, so that two histories show: this much they share.
		if (heads[first + count - 1] === candidate.after) return [];
		const shared = {
			state: reached,
			entries: entries.slice(0, first),
			heads: heads.slice(0, first),
			segments: []
		};
		return appended(shared, candidate) ?? [];
	});
	return roots
		.flatMap(grow)
		.slice(0, MOST_BRANCHES)
		.map(({ entries, heads: own, segments }) => {
			const from = own.findIndex((head, at) => head !== heads[at]);
			return { name: own.at(-1) ?? '', from, entries, heads: own, segments };
		});
}

/** With the head after each entry, and the state before it. */
export function follow(log: readonly Bytes[], begin: LogState) {
	const entries: Entry[] = [];
	const heads: string[] = [];
	const states: LogState[] = [begin];
	let head: Bytes = fromHex(begin.head);
	let state = begin;
	for (const bytes of log) {
		const read = decodeEntry(bytes);
		const followed = read.ok && followLog(state, read.entry);
		if (!read.ok || !followed || !followed.ok) break;
		head = nextHead(head, bytes);
		state = followed.state;
		entries.push(read.entry);
		heads.push(toHex(head));
		states.push(state);
	}
	return { entries, heads, states };
}

/** null: it does not go on from there by the rules. */
function appended(tail: Tail, { bytes, segment }: Candidate): Tail[] | null {
	const before = tail.heads.at(-1);
	const { entries, heads, states } = follow(segment.entries, {
		...tail.state,
		head: before ?? tail.state.head
	});
	const state = states.at(-1);
	if (entries.length !== segment.count || !state) return null;
	return [
		{
			state,
			entries: [...tail.entries, ...entries],
			heads: [...tail.heads, ...heads],
			segments: [...tail.segments, bytes]
		}
	];
}

async function signedOnes(
	all: readonly Bytes[],
	session: string,
	verify: Verify
): Promise<Candidate[]> {
	const found = new Map<string, Candidate>();
	for (const bytes of all) {
		const decoded = decodeSegment(bytes);
		if (!decoded.ok || decoded.segment.session !== session) continue;
		const { segment } = decoded;
		if (!equal(segment.after, headAfter(segment.before, segment.entries))) continue;
		const candidate = {
			bytes,
			segment,
			before: toHex(segment.before),
			after: toHex(segment.after)
		};
		const name = `${segment.first} ${candidate.after}`;
		if (found.has(name) || !(await verify(segment.signed, segment.signature))) continue;
		found.set(name, candidate);
	}
	return [...found.values()];
}

/** What is cut off at the end, because no more of it was kept, is none. */
export function splitSegments(bytes: Bytes): Bytes[] {
	const segments: Bytes[] = [];
	const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
	let from = 0;
	while (from + SEGMENT_OVERHEAD <= bytes.length) {
		const count = view.getUint16(from + 24);
		let to = from + SEGMENT_OVERHEAD - 64;
		for (let entry = 0; entry < count && to + 4 <= bytes.length; entry++)
			to += 4 + view.getUint32(to);
		to += 64;
		if (to > bytes.length) break;
		segments.push(bytes.subarray(from, to));
		from = to;
	}
	return segments;
}
