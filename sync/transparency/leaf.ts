/**
 * What of a session stands in the public log (SPEC G1): a hash of the newest receipt's entry and of the control log at that moment,
 * salted at random. The log tells nobody who sat, when, or how often; whoever has the opening can show that this hash is theirs. When a
 * session is erased its salts go, and what stays in the log can no longer be tied to what stays elsewhere.
 */
import { concat, equal, fromHex, toHex, u32, utf8, uuidBytes, uuidText } from '../bytes.ts';
import type { Bytes } from '../bytes.ts';
import { sha256 } from '../hash.ts';

export type LeafOpening = {
	session: string;
	/** Last entry that was receipted, and the head after it. */
	seq: number;
	head: string;
	/** The control log up to and with that receipt. */
	control: { seq: number; head: string };
	/** 32 random bytes, hex. */
	salt: string;
};

const HASH = 32;
const UUID = 16;
const NUMBER = 4;
const context = concat(utf8('invigil-leaf/1'), Uint8Array.of(0));

/** Throws on what is no UUID or hash. */
export function encodeOpening({ session, seq, head, control, salt }: LeafOpening): Bytes {
	return concat(
		context,
		fromHex(salt),
		uuidBytes(session),
		u32(seq),
		fromHex(head),
		u32(control.seq),
		fromHex(control.head)
	);
}

/** null: no opening. */
export function readOpening(bytes: Uint8Array): LeafOpening | null {
	let at = context.length;
	const take = (length: number) => Uint8Array.from(bytes.subarray(at, (at += length)));
	const number = () => new DataView(take(NUMBER).buffer).getUint32(0);
	if (bytes.length !== at + 3 * HASH + UUID + 2 * NUMBER) return null;
	if (!equal(bytes.subarray(0, at), context)) return null;
	const [salt, session] = [toHex(take(HASH)), uuidText(take(UUID))];
	const [seq, head] = [number(), toHex(take(HASH))];
	return { session, seq, head, control: { seq: number(), head: toHex(take(HASH)) }, salt };
}

/** The 32 bytes that are the log's entry. */
export const leafEntry = (opening: LeafOpening): Bytes => sha256(encodeOpening(opening));
