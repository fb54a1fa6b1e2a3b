/**
 * What is inside a sealed copy (SPEC X3). Big-endian, nothing between the fields, and nothing left over:
 *
 *   sessions 1 ‖ each: session 16 ‖ length 4 ‖ ticket ‖ segments 4 ‖ each: length 4 ‖ segment
 *
 * Anybody who has a ticket can seal anything to the sitting's key: what comes out is as hostile as what comes in over a socket.
 */
import { concat, u32, uuidBytes, uuidText } from '../bytes.ts';
import type { Bytes } from '../bytes.ts';
import { canonicalBytes } from '../canonical.ts';
import { readCanonical } from '../entry.ts';
import { signed as signedSchema } from '../schema/signed.ts';
import type { Signed } from '../schema/signed.ts';
import { MAXIMUM_SEGMENT_BYTES } from '../segment.ts';

export type CopiedSession = { session: string; ticket: Signed; segments: Bytes[] };

/** Of one attempt on one device; the edge takes no more of an attempt (door.ts). */
export const MOST_COPIED_SESSIONS = 30;
const MOST_TICKET_BYTES = 32_768;

export function encodeContent(sessions: readonly CopiedSession[]): Bytes {
	const parts: Uint8Array[] = [Uint8Array.of(sessions.length)];
	for (const { session, ticket, segments } of sessions) {
		const signed = canonicalBytes(ticket);
		parts.push(uuidBytes(session), u32(signed.length), signed, u32(segments.length));
		for (const segment of segments) parts.push(u32(segment.length), segment);
	}
	return concat(...parts);
}

/** How many bytes a session takes up in a copy. */
export function contentBytes({ ticket, segments }: CopiedSession): number {
	const head = 16 + 4 + canonicalBytes(ticket).length + 4;
	return segments.reduce((sum, segment) => sum + 4 + segment.length, head);
}

/** null: not of this form. Nothing is copied: the segments are views of `bytes`. */
export function decodeContent(bytes: Bytes): CopiedSession[] | null {
	const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
	const count = bytes[0] ?? 0;
	if (count === 0 || count > MOST_COPIED_SESSIONS) return null;
	let at = 1;
	/** The field that begins with its length; null: it does not fit. */
	const field = (most: number): Bytes | null => {
		if (at + 4 > bytes.length) return null;
		const length = view.getUint32(at);
		if (length > most || at + 4 + length > bytes.length) return null;
		at += 4 + length;
		return bytes.subarray(at - length, at);
	};
	const sessions: CopiedSession[] = [];
	while (sessions.length < count) {
		if (at + 16 > bytes.length) return null;
		const session = uuidText(bytes.subarray(at, at + 16));
		at += 16;
		const ticket = readTicket(field(MOST_TICKET_BYTES));
		if (!ticket || at + 4 > bytes.length) return null;
		const length = view.getUint32(at);
		at += 4;
		// A number in a file is no reason to make room for it.
		if (length * 4 > bytes.length - at) return null;
		const segments: Bytes[] = [];
		while (segments.length < length) {
			const segment = field(MAXIMUM_SEGMENT_BYTES);
			if (!segment || segment.length === 0) return null;
			segments.push(segment);
		}
		sessions.push({ session, ticket, segments });
	}
	return at === bytes.length ? sessions : null;
}

function readTicket(bytes: Bytes | null): Signed | null {
	const value = bytes && readCanonical(bytes);
	const read = value?.ok && signedSchema.safeParse(value.value);
	return read && read.success ? read.data : null;
}
