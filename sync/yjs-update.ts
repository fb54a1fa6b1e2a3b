/**
 * Reads a Yjs v1 update without a document, and only the kind that is allowed here: runs of binary items, each after the one before it,
 * and an empty delete set. Everything else that Yjs would apply without a word ends in a refusal.
 */
import { text } from './bytes.ts';
import type { Bytes } from './bytes.ts';
import { refuse } from './refusal.ts';
import type { Evidence, RefusalCode, Refused } from './refusal.ts';
import { VarReader, VarintError } from './varint.ts';
import { BINARY_CONTENT, HAS_ORIGIN, MAXIMUM_FRAME_BYTES } from './yjs-wire.ts';

/** Items of one writer, `from` being the clock of the first. */
export type Run = { client: number; from: number; items: Bytes[] };
/** Client and root name of each writer that may appear. */
export type Writers = ReadonlyMap<number, string>;

class Stop extends Error {
	readonly code: RefusalCode;
	readonly evidence: Evidence;
	constructor(code: RefusalCode, evidence: Evidence) {
		super(code);
		this.code = code;
		this.evidence = evidence;
	}
}

export function readUpdate(
	update: Uint8Array,
	writers: Writers
): { ok: true; runs: Run[] } | Refused {
	if (update.length > MAXIMUM_FRAME_BYTES) return refuse('too_large', { bytes: update.length });
	try {
		const reader = new VarReader(update);
		const runs = Array.from({ length: below(reader.uint(), 3) }, () => readRun(reader, writers));
		if (new Set(runs.map(({ client }) => client)).size !== runs.length) return refuse('malformed');
		if (reader.uint() !== 0) return refuse('deletion');
		if (reader.left !== 0) return refuse('malformed');
		return { ok: true, runs };
	} catch (problem) {
		if (problem instanceof VarintError) return refuse('malformed');
		if (problem instanceof Stop) return refuse(problem.code, problem.evidence);
		throw problem;
	}
}

/** A count that promises more than can follow is refused before anything is made of it. */
function below(count: number, limit: number): number {
	if (count >= limit) throw new VarintError('too large');
	return count;
}

function readRun(reader: VarReader, writers: Writers): Run {
	const count = below(reader.uint(), reader.left + 1);
	const client = reader.uint();
	const from = reader.uint();
	const root = writers.get(client);
	if (root === undefined) throw new Stop('foreign_client', { client });
	if (count === 0) throw new VarintError('empty run');
	const items: Bytes[] = [];
	for (let clock = from; clock < from + count; clock++) {
		readPlace(reader, { client, clock, root });
		// subarray would keep the whole frame alive for as long as one item of it is stored.
		items.push(reader.bytes().slice());
	}
	return { client, from, items };
}

/** The one place an honest writer puts an item: first in its root, or right after its own last. */
function readPlace(reader: VarReader, at: { client: number; clock: number; root: string }): void {
	const { client, clock, root } = at;
	const info = reader.byte();
	if ((info & 0x1f) !== BINARY_CONTENT) throw new Stop('foreign_struct', { info, segment: clock });
	if (info !== (clock === 0 ? BINARY_CONTENT : BINARY_CONTENT | HAS_ORIGIN))
		throw new Stop('wrong_parent', { segment: clock });
	const fits =
		clock === 0
			? reader.uint() === 1 && isText(reader.bytes(), root)
			: reader.uint() === client && reader.uint() === clock - 1;
	if (!fits) throw new Stop('wrong_parent', { segment: clock });
}

function isText(bytes: Bytes, expected: string): boolean {
	try {
		return text(bytes) === expected;
	} catch (_notUtf8) {
		return false;
	}
}
