/**
 * The wire between a device and its room: y-websocket frames over the two arrays of a session's document.
 *
 *   device → edge   step 1 {1: log items it has, 2: control items it has}
 *   edge → device   update: log items the device lacks (only after its store was damaged), step 2: control items it lacks,
 *                   step 1 {1: log items it has, 2: control items it has}
 *   device → edge   updates of at most 512 KiB: log items from the last one both have (compared, so that a fork shows) to its newest
 *   then, live:     device → edge  update: each segment as it is sealed;  edge → device  update: each control item
 *
 * An item is one sealed segment and one tick of its writer's clock, so a state vector is two counts, and neither end needs a Y.Doc to
 * write these frames: item n of a writer is always "binary, after item n − 1", the first is "binary, in the root of that name".
 */
import { concat, utf8 } from './bytes.ts';
import type { Bytes } from './bytes.ts';
import { refuse } from './refusal.ts';
import type { Refused } from './refusal.ts';
import { VarReader, VarintError, varBytes, varUint } from './varint.ts';

export const LOG_CLIENT = 1;
export const CONTROL_CLIENT = 2;
export const LOG_ROOT = 'log';
export const CONTROL_ROOT = 'control';

/** What a sender keeps to, and what a receiver stops at. */
export const SENT_UPDATE_BYTES = 524_288;
export const MAXIMUM_FRAME_BYTES = 1_048_576;
/** A state vector here has at most two writers; a few more are let by, a thousand are an attack. */
const MAXIMUM_CLIENTS = 8;

/** Bits of a Yjs item's info byte. */
export const BINARY_CONTENT = 3;
export const HAS_ORIGIN = 0x80;

export type Counts = { log: number; control: number };

export function encodeItems(run: {
	client: number;
	root: string;
	/** Index (= clock) of the first of `items`. */
	from: number;
	items: readonly Uint8Array[];
}): Bytes {
	const { client, root, from, items } = run;
	if (items.length === 0) return Uint8Array.of(0, 0);
	const parts = [varUint(1), varUint(items.length), varUint(client), varUint(from)];
	items.forEach((item, offset) => {
		const clock = from + offset;
		if (clock === 0) parts.push(Uint8Array.of(BINARY_CONTENT, 1), varBytes(utf8(root)));
		else
			parts.push(Uint8Array.of(BINARY_CONTENT | HAS_ORIGIN), varUint(client), varUint(clock - 1));
		parts.push(varBytes(item));
	});
	return concat(...parts, varUint(0));
}

/** Cut so that each update stays within `maximumBytes`; an item larger than that travels alone. */
export function encodeUpdates(run: {
	client: number;
	root: string;
	from: number;
	items: readonly Uint8Array[];
	maximumBytes?: number;
}): Bytes[] {
	const limit = run.maximumBytes ?? SENT_UPDATE_BYTES;
	const updates: Bytes[] = [];
	let from = 0;
	let size = 0;
	run.items.forEach((item, at) => {
		// 16: info, origin and length at their longest.
		if (at > from && size + item.length + 16 > limit) {
			updates.push(
				encodeItems({ ...run, from: run.from + from, items: run.items.slice(from, at) })
			);
			from = at;
			size = 0;
		}
		size += item.length + 16;
	});
	if (from < run.items.length)
		updates.push(encodeItems({ ...run, from: run.from + from, items: run.items.slice(from) }));
	return updates;
}

export function encodeStateVector(counts: Counts): Bytes {
	const written = [
		[CONTROL_CLIENT, counts.control],
		[LOG_CLIENT, counts.log]
	].filter(([, count]) => count !== 0);
	return concat(varUint(written.length), ...written.flat().map(varUint));
}

/** Clock by client. null: not a state vector, or one of more clients than anyone honest has. */
export function readStateVector(bytes: Uint8Array): Map<number, number> | null {
	try {
		const reader = new VarReader(bytes);
		const size = reader.uint();
		if (size > MAXIMUM_CLIENTS) return null;
		const clocks = new Map<number, number>();
		for (let at = 0; at < size; at++) clocks.set(reader.uint(), reader.uint());
		return reader.left === 0 && clocks.size === size ? clocks : null;
	} catch (problem) {
		if (problem instanceof VarintError) return null;
		throw problem;
	}
}

const SYNC = 0;
const IGNORED = [1, 3];

export function stepOneFrame(counts: Counts): Bytes {
	return concat(Uint8Array.of(SYNC, 0), varBytes(encodeStateVector(counts)));
}

export function stepTwoFrame(update: Uint8Array): Bytes {
	return concat(Uint8Array.of(SYNC, 1), varBytes(update));
}

export function updateFrame(update: Uint8Array): Bytes {
	return concat(Uint8Array.of(SYNC, 2), varBytes(update));
}

export type Frame =
	| { type: 'step1'; counts: Counts }
	| { type: 'step2' | 'update'; update: Bytes }
	/** Awareness: the stock client sends some even when it is switched off. */
	| { type: 'ignored' };

export function readFrame(bytes: Uint8Array): { ok: true; frame: Frame } | Refused {
	if (bytes.length > MAXIMUM_FRAME_BYTES) return refuse('too_large', { bytes: bytes.length });
	try {
		const reader = new VarReader(bytes);
		const kind = reader.uint();
		if (IGNORED.includes(kind)) return { ok: true, frame: { type: 'ignored' } };
		const step = kind === SYNC ? reader.uint() : -1;
		if (step < 0 || step > 2) return refuse('malformed');
		const payload = reader.bytes();
		if (reader.left !== 0) return refuse('malformed');
		if (step > 0)
			return { ok: true, frame: { type: step === 1 ? 'step2' : 'update', update: payload } };
		const clocks = readStateVector(payload);
		if (!clocks) return refuse('malformed');
		const counts = { log: clocks.get(LOG_CLIENT) ?? 0, control: clocks.get(CONTROL_CLIENT) ?? 0 };
		return { ok: true, frame: { type: 'step1', counts } };
	} catch (problem) {
		if (problem instanceof VarintError) return refuse('malformed');
		throw problem;
	}
}
