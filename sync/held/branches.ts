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

/** Of one session, if nobody says less: a device that floods with histories is seen to, not read to its end. */
const MOST_BRANCHES = 20;
/** Of the segments that were kept. Each costs a signature to check. */
const MOST_SEGMENTS = 4_000;

type Candidate = { bytes: Bytes; segment: Segment; before: string; after: string };
/** A head is of one history only, so it is reached once, and by way of one other. `parent` null: it leaves the log here. */
type Step = { candidate: Candidate; parent: Step | null; state: LogState; own: Followed };
type Followed = ReturnType<typeof follow>;

/**
 * `log`: the raw entries as admitted, `kept`: segments one behind the other, as they came. `more`: there are others than these, which
 * were not read. Time and memory grow with what was kept, however its segments overlap.
 */
export async function branchesOf(
	log: readonly Bytes[],
	kept: readonly Bytes[],
	{ state, verify, most = MOST_BRANCHES }: { state: LogState; verify: Verify; most?: number }
): Promise<{ branches: Branch[]; more: boolean }> {
	const { entries, heads, states } = follow(log, state);
	const all = candidatesOf(kept, state.session);
	const candidates = all.slice(0, MOST_SEGMENTS);
	const reached = new Map<string, Step>();
	const passed = new Set<string>();
	const waiting: Step[] = [];
	const reach = async (candidate: Candidate, parent: Step | null, from: LogState | undefined) => {
		const { segment, after } = candidate;
		if (!from || reached.has(after)) return;
		const own = follow(segment.entries, { ...from, head: candidate.before });
		const next = own.states.at(-1);
		if (own.entries.length !== segment.count || !next) return;
		if (!(await verify(segment.signed, segment.signature))) return;
		const step = { candidate, parent, state: next, own };
		reached.set(after, step);
		waiting.push(step);
		for (const head of own.heads.slice(0, -1)) passed.add(head);
		if (parent) passed.add(parent.candidate.after);
	};
	const headBefore = (at: number) => (at === 0 ? state.head : heads[at - 1]);
	for (const candidate of candidates) {
		const { first, count } = candidate.segment;
		// Sent again, so that two histories show: this much they share.
		const isShared = heads[first + count - 1] === candidate.after;
		if (!isShared && headBefore(first) === candidate.before)
			await reach(candidate, null, states[first]);
	}
	const following = Map.groupBy(candidates, ({ before }) => before);
	for (let step = waiting.shift(); step; step = waiting.shift())
		for (const candidate of following.get(step.candidate.after) ?? [])
			await reach(candidate, step, step.state);
	// In the order in which their ends came, so that those that come later do not put others in their place.
	const ends = candidates
		.map(({ after }) => reached.get(after))
		.filter((step) => step !== undefined && !passed.has(step.candidate.after));
	const unique = [...new Set(ends)].filter((step) => step !== undefined);
	const branches = unique.slice(0, most).map((end): Branch => {
		const steps: Step[] = [];
		for (let step: Step | null = end; step; step = step.parent) steps.unshift(step);
		const first = steps[0]?.candidate.segment.first ?? 0;
		const own = [...heads.slice(0, first), ...steps.flatMap((step) => step.own.heads)];
		return {
			name: end.candidate.after,
			from: own.findIndex((head, at) => head !== heads[at]),
			entries: [...entries.slice(0, first), ...steps.flatMap((step) => step.own.entries)],
			heads: own,
			segments: steps.map(({ candidate }) => candidate.bytes)
		};
	});
	return { branches, more: unique.length > most || all.length > MOST_SEGMENTS };
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

/** Whose hashes fit, each once. Whether they are signed is asked of those that go on from somewhere. */
function candidatesOf(kept: readonly Bytes[], session: string): Candidate[] {
	const found = new Map<string, Candidate>();
	for (const bytes of kept.flatMap(splitSegments)) {
		const decoded = decodeSegment(bytes);
		if (!decoded.ok || decoded.segment.session !== session) continue;
		const { segment } = decoded;
		if (!equal(segment.after, headAfter(segment.before, segment.entries))) continue;
		const before = toHex(segment.before);
		const after = toHex(segment.after);
		// Branches of a bundle each have what they share: those are not counted as many.
		const name = `${segment.first} ${before} ${after} ${toHex(segment.signature)}`;
		if (!found.has(name)) found.set(name, { bytes, segment, before, after });
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
