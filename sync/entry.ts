/**
 * An entry's bytes: UTF-8 of its RFC 8785 text, at most 64 KiB. Whoever receives them checks them against the schema and
 * proves that they are the only bytes that say this, and then keeps these bytes: nothing is ever written again from the parsed form.
 */
import { text, utf8 } from './bytes.ts';
import type { Bytes } from './bytes.ts';
import { CanonicalError, canonicalText } from './canonical.ts';
import { refuse } from './refusal.ts';
import type { Refused } from './refusal.ts';
import { controlEntry } from './schema/control-entry.ts';
import type { ControlEntry } from './schema/control-entry.ts';
import { MAXIMUM_ENTRY_BYTES, entry as entrySchema } from './schema/entry.ts';
import type { Entry } from './schema/entry.ts';

export class EntryTooLargeError extends Error {
	override name = 'EntryTooLargeError';
}

export type DecodedEntry = { ok: true; entry: Entry } | Refused;
export type DecodedControlEntry = { ok: true; entry: ControlEntry } | Refused;

export function encodeEntry(entry: Entry | ControlEntry): Bytes {
	const bytes = utf8(canonicalText(entry));
	if (bytes.length > MAXIMUM_ENTRY_BYTES)
		throw new EntryTooLargeError(`${entry.kind} entry of ${bytes.length} bytes`);
	return bytes;
}

export function decodeEntry(bytes: Uint8Array): DecodedEntry {
	const value = readCanonical(bytes);
	if (!value.ok) return value;
	const read = entrySchema.safeParse(value.value);
	return read.success ? { ok: true, entry: read.data } : refuse('wrong_schema');
}

export function decodeControlEntry(bytes: Uint8Array): DecodedControlEntry {
	const value = readCanonical(bytes);
	if (!value.ok) return value;
	const read = controlEntry.safeParse(value.value);
	return read.success ? { ok: true, entry: read.data } : refuse('wrong_schema');
}

/** Parses, writes again, compares: catches white space, repeated names, other orders, other spellings of a number. */
export function readCanonical(bytes: Uint8Array): { ok: true; value: unknown } | Refused {
	if (bytes.length > MAXIMUM_ENTRY_BYTES) return refuse('too_large', { bytes: bytes.length });
	try {
		const written = text(bytes);
		const value: unknown = JSON.parse(written);
		return canonicalText(value) === written ? { ok: true, value } : refuse('not_canonical');
	} catch (problem) {
		// TypeError: not UTF-8. SyntaxError: not JSON. CanonicalError: 1e400, lone surrogate, too deep.
		if (
			problem instanceof TypeError ||
			problem instanceof SyntaxError ||
			problem instanceof CanonicalError
		)
			return refuse('not_canonical');
		throw problem;
	}
}
