/**
 * Admission is before apply, at both ends. Two questions, each a pure function of the bytes and of what is known already:
 *
 *   admitUpdate    may these items stand at these places of the document?    Yjs bytes  → the items that are new
 *   admitSegments  is each item a segment of this log, and the next one?     items      → entries and the state after them
 *
 * All or nothing: one bad item and none of its frame enters. Whoever calls `admitSegments` must let one call of a log end before
 * the next begins; while signatures are checked, other frames of the same socket can arrive.
 */
import { equal, fromHex, toHex } from './bytes.ts';
import type { Bytes } from './bytes.ts';
import { headAfter } from './chain.ts';
import { decodeControlEntry, decodeEntry } from './entry.ts';
import { followControl, followLog } from './entry-rules.ts';
import type { ControlState, LogState } from './log-state.ts';
import { refuse } from './refusal.ts';
import type { Refused } from './refusal.ts';
import type { ControlEntry } from './schema/control-entry.ts';
import type { Entry } from './schema/entry.ts';
import { SEGMENT_OVERHEAD, SIGNATURE_BYTES, decodeSegment, readSegmentHeader } from './segment.ts';
import type { Segment } from './segment.ts';
import { readUpdate } from './yjs-update.ts';
import type { Run } from './yjs-update.ts';

/** One writer's items as known here. `at` is asked only for indexes below `count`. */
export type Known = {
	client: number;
	root: string;
	count: number;
	at: (index: number) => Uint8Array;
};

/** Same place, other bytes. `items` are the offered ones from `index` on: the other branch, to be kept as evidence. */
export type Branch = { index: number; items: Bytes[] };
export type AdmittedUpdate = { ok: true; items: Bytes[] } | (Refused & { branch?: Branch });

/** For an end that takes items of one writer only. */
export function admitUpdate(update: Uint8Array, known: Known): AdmittedUpdate {
	const read = readUpdate(update, new Map([[known.client, known.root]]));
	if (!read.ok) return read;
	const [run] = read.runs;
	return run ? admitRun(run, known) : { ok: true, items: [] };
}

/** What is known is compared and skipped, so that a frame may come twice; what is new must follow without a gap. */
export function admitRun(run: Run, known: Known): AdmittedUpdate {
	if (run.from > known.count) return refuse('gap', { segment: run.from, known: known.count });
	const overlap = Math.min(run.items.length, known.count - run.from);
	for (let offset = 0; offset < overlap; offset++) {
		const index = run.from + offset;
		if (!saysTheSame(run.items[offset] as Bytes, known.at(index)))
			return {
				...refuse('fork', { segment: index }),
				branch: { index, items: run.items.slice(offset) }
			};
	}
	return { ok: true, items: run.items.slice(overlap) };
}

/**
 * A signature of ECDSA can be written in two ways, (r, s) and (r, n − s), by anybody who has seen it: whoever holds a copy of the ticket
 * gets the segments back, and would make a fork of them that the device seems to have signed (A4).
 */
function saysTheSame(item: Uint8Array, known: Uint8Array): boolean {
	if (item.length !== known.length) return false;
	const signature = item.length < SEGMENT_OVERHEAD ? 0 : SIGNATURE_BYTES;
	const end = item.length - signature;
	return equal(item.subarray(0, end), known.subarray(0, end));
}

/** A segment of the very history that is known, offered in another place: whoever has seen it can do that, so it is no fork (A8). */
export function isKnownElsewhere(item: Uint8Array, known: Known): boolean {
	const decoded = decodeSegment(item);
	if (!decoded.ok) return false;
	let low = 0;
	let high = known.count;
	while (low < high) {
		const middle = (low + high) >> 1;
		if (readSegmentHeader(known.at(middle)).first < decoded.segment.first) low = middle + 1;
		else high = middle;
	}
	return low < known.count && saysTheSame(item, known.at(low));
}

export type Verify = (signed: Bytes, signature: Bytes) => Promise<boolean>;
export type Admitted<S, E> = { ok: true; state: S; entries: E[]; segments: Segment[] } | Refused;

export function admitSegments(
	items: readonly Uint8Array[],
	state: LogState,
	{ verify }: { verify: Verify }
): Promise<Admitted<LogState, Entry>> {
	return admitAll(items, state, verify, decodeEntry, followLog);
}

export function admitControlSegments(
	items: readonly Uint8Array[],
	state: ControlState,
	{ verify }: { verify: Verify }
): Promise<Admitted<ControlState, ControlEntry>> {
	return admitAll(items, state, verify, decodeControlEntry, followControl);
}

export type AdmittedSegment<S, E> =
	{ ok: true; state: S; entries: E[]; segment: Segment } | Refused;

export async function admitSegment(
	bytes: Uint8Array,
	state: LogState,
	deps: { verify: Verify }
): Promise<AdmittedSegment<LogState, Entry>> {
	return single(await admitSegments([bytes], state, deps));
}

export async function admitControl(
	bytes: Uint8Array,
	state: ControlState,
	deps: { verify: Verify }
): Promise<AdmittedSegment<ControlState, ControlEntry>> {
	return single(await admitControlSegments([bytes], state, deps));
}

function single<S, E>(admitted: Admitted<S, E>): AdmittedSegment<S, E> {
	if (!admitted.ok) return admitted;
	const { state, entries, segments } = admitted;
	return { ok: true, state, entries, segment: segments[0] as Segment };
}

type LogLike = { session: string; next: number; segments: number; head: string };
type Followed<S> = { ok: true; state: S } | Refused;

/** Everything cheap first; signatures last and side by side, because each is a hop to another thread. */
async function admitAll<S extends LogLike, E>(
	items: readonly Uint8Array[],
	state: S,
	verify: Verify,
	decode: (bytes: Uint8Array) => { ok: true; entry: E } | Refused,
	follow: (state: S, entry: E) => Followed<S>
): Promise<Admitted<S, E>> {
	let reached = state;
	const entries: E[] = [];
	const segments: Segment[] = [];
	for (const bytes of items) {
		const checked = checkSegment(bytes, reached, decode, follow);
		if (!checked.ok) return at(checked, reached.segments);
		reached = checked.state;
		entries.push(...checked.entries);
		segments.push(checked.segment);
	}
	const verified = await Promise.all(
		segments.map(({ signed, signature }) => verify(signed, signature))
	);
	const bad = verified.indexOf(false);
	if (bad >= 0) return refuse('wrong_signature', { segment: state.segments + bad });
	return { ok: true, state: reached, entries, segments };
}

function checkSegment<S extends LogLike, E>(
	bytes: Uint8Array,
	state: S,
	decode: (bytes: Uint8Array) => { ok: true; entry: E } | Refused,
	follow: (state: S, entry: E) => Followed<S>
): AdmittedSegment<S, E> {
	const decoded = decodeSegment(bytes);
	if (!decoded.ok) return decoded;
	const { segment } = decoded;
	if (segment.session !== state.session) return refuse('wrong_session');
	if (segment.first !== state.next)
		return refuse('wrong_sequence', { seq: segment.first, expected: state.next });
	if (!equal(segment.before, fromHex(state.head))) return refuse('chain_broken', { at: 'before' });
	if (!equal(segment.after, headAfter(segment.before, segment.entries)))
		return refuse('chain_broken', { at: 'after' });
	let reached = state;
	const entries: E[] = [];
	for (const raw of segment.entries) {
		const entry = decode(raw);
		if (!entry.ok) return { ok: false, refusal: withSeq(entry, reached.next) };
		const followed = follow(reached, entry.entry);
		if (!followed.ok) return followed;
		reached = followed.state;
		entries.push(entry.entry);
	}
	const head = toHex(segment.after);
	return { ok: true, state: { ...reached, head, segments: state.segments + 1 }, entries, segment };
}

function withSeq({ refusal }: Refused, seq: number): Refused['refusal'] {
	return { ...refusal, evidence: { seq, ...refusal.evidence } };
}

function at({ refusal }: Refused, segment: number): Refused {
	return refuse(refusal.code, { ...refusal.evidence, segment });
}
