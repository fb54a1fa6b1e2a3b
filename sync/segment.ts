/**
 * A segment: the unit of storing, sending and signing. Big-endian, nothing between the fields:
 *
 *   "IVS1" 4 ‖ session 16 ‖ first 4 ‖ count 2 ‖ head before 32 ‖ head after 32 ‖ count × (length 4 ‖ entry) ‖ signature 64
 *
 * The signature is over "invigil-segment/1" ‖ 0x00 ‖ everything before it: ECDSA P-256 with SHA-256 (r ‖ s) by the device
 * for a log, Ed25519 by the edge for a control log.
 */
import { concat, u32, utf8, uuidBytes, uuidText } from './bytes.ts';
import type { Bytes } from './bytes.ts';
import { headAfter } from './chain.ts';
import { refuse } from './refusal.ts';
import type { Refused } from './refusal.ts';
import { MAXIMUM_ENTRY_BYTES } from './schema/entry.ts';

export const MAXIMUM_SEGMENT_ENTRIES = 100;
/** A segment always fits a frame of 512 KiB with room to spare; one entry of 64 KiB always fits a segment. */
export const MAXIMUM_SEGMENT_BYTES = 262_144;
export const SIGNATURE_BYTES = 64;
export const SEGMENT_OVERHEAD = 4 + 16 + 4 + 2 + 32 + 32 + SIGNATURE_BYTES;

/** Up to and with the head after: what is left of a segment whose payload was erased. */
export const SEGMENT_HEADER_BYTES = SEGMENT_OVERHEAD - SIGNATURE_BYTES;
const HEADER = SEGMENT_HEADER_BYTES;
const magic = utf8('IVS1');
const context = concat(utf8('invigil-segment/1'), Uint8Array.of(0));

export type Segment = {
	session: string;
	first: number;
	count: number;
	before: Bytes;
	after: Bytes;
	entries: Bytes[];
	/** What the signature is over. */
	signed: Bytes;
	signature: Bytes;
};

export type Sign = (bytes: Bytes) => Promise<Uint8Array>;

export async function sealSegment(content: {
	session: string;
	first: number;
	before: Uint8Array;
	entries: readonly Uint8Array[];
	sign: Sign;
}): Promise<{ bytes: Bytes; after: Bytes }> {
	const { session, first, before, entries, sign } = content;
	if (entries.length < 1 || entries.length > MAXIMUM_SEGMENT_ENTRIES)
		throw new RangeError(`a segment of ${entries.length} entries`);
	const after = headAfter(before, entries) as Bytes;
	const body = concat(
		segmentHeader({ session, first, count: entries.length, before, after }),
		...entries.flatMap((entry) => [u32(entry.length), entry])
	);
	if (body.length + 64 > MAXIMUM_SEGMENT_BYTES)
		throw new RangeError(`a segment of ${body.length + 64} bytes`);
	return { bytes: concat(body, await sign(concat(context, body))), after };
}

export function segmentHeader(fields: {
	session: string;
	first: number;
	count: number;
	before: Uint8Array;
	after: Uint8Array;
}): Bytes {
	const { session, first, count, before, after } = fields;
	const counted = Uint8Array.of(count >> 8, count & 0xff);
	return concat(magic, uuidBytes(session), u32(first), counted, before, after);
}

/** For the header of a segment that was admitted once; throws on anything else. */
export function readSegmentHeader(
	bytes: Uint8Array
): Pick<Segment, 'session' | 'first' | 'count' | 'before' | 'after'> {
	if (bytes.length < HEADER || magic.some((byte, at) => bytes[at] !== byte))
		throw new TypeError('not a segment');
	const own = bytes as Bytes;
	const view = new DataView(own.buffer, own.byteOffset, own.length);
	return {
		session: uuidText(own.subarray(4, 20)),
		first: view.getUint32(20),
		count: view.getUint16(24),
		before: own.subarray(26, 58),
		after: own.subarray(58, 90)
	};
}

/** Cuts into fields; proves nothing yet about chain or signature. */
export function decodeSegment(bytes: Uint8Array): { ok: true; segment: Segment } | Refused {
	if (bytes.length > MAXIMUM_SEGMENT_BYTES) return refuse('too_large', { bytes: bytes.length });
	if (bytes.length < SEGMENT_OVERHEAD + 4 || magic.some((byte, at) => bytes[at] !== byte))
		return refuse('malformed');
	const own = bytes as Bytes;
	const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
	const count = view.getUint16(24);
	if (count < 1 || count > MAXIMUM_SEGMENT_ENTRIES) return refuse('too_large', { count });
	const end = bytes.length - 64;
	const entries: Bytes[] = [];
	let at = HEADER;
	for (let index = 0; index < count; index++) {
		if (at + 4 > end) return refuse('malformed');
		const length = view.getUint32(at);
		if (length > MAXIMUM_ENTRY_BYTES) return refuse('too_large', { bytes: length });
		if (at + 4 + length > end) return refuse('malformed');
		entries.push(own.subarray(at + 4, at + 4 + length));
		at += 4 + length;
	}
	if (at !== end) return refuse('malformed');
	return {
		ok: true,
		segment: {
			session: uuidText(own.subarray(4, 20)),
			first: view.getUint32(20),
			count,
			before: own.subarray(26, 58),
			after: own.subarray(58, 90),
			entries,
			signed: concat(context, own.subarray(0, end)),
			signature: own.subarray(end)
		}
	};
}
