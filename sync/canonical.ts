/**
 * RFC 8785 (JSON Canonicalization Scheme): one text for one value, so that it can be hashed and signed.
 * ECMAScript already writes numbers and escapes strings as the RFC wants; what is left is the order of names
 * (UTF-16 code units, which is what `sort()` compares) and to refuse what JSON cannot hold.
 */
import { utf8 } from './bytes.ts';
import type { Bytes } from './bytes.ts';

export class CanonicalError extends Error {
	override name = 'CanonicalError';
}

/** Deeper than any schema here; a hostile text of 30,000 brackets would otherwise end in a stack overflow. */
const MAXIMUM_DEPTH = 32;

/** Nothing in these needs an escape in JSON: the common case skips the slower writer. */
const plain = /^[\x20\x21\x23-\x5b\x5d-\x7e]*$/;

export function canonicalText(value: unknown): string {
	return write(value, 0);
}

export function canonicalBytes(value: unknown): Bytes {
	return utf8(canonicalText(value));
}

function write(value: unknown, depth: number): string {
	switch (typeof value) {
		case 'string':
			return writeString(value);
		case 'number':
			if (!Number.isFinite(value)) throw new CanonicalError(`${value} is not JSON`);
			// Not String(value): −0 must be written 0, and both do that, but JSON.stringify says what is meant.
			return JSON.stringify(value);
		case 'boolean':
			return value ? 'true' : 'false';
		case 'object':
			if (value === null) return 'null';
			if (depth >= MAXIMUM_DEPTH) throw new CanonicalError('nested too deeply');
			return Array.isArray(value) ? writeArray(value, depth) : writeObject(value, depth);
		default:
			throw new CanonicalError(`${typeof value} is not JSON`);
	}
}

function writeString(value: string): string {
	if (plain.test(value)) return `"${value}"`;
	// JSON.stringify writes a lone surrogate as \udxxx, which another language would read as something else or refuse.
	if (!value.isWellFormed()) throw new CanonicalError('lone surrogate');
	return JSON.stringify(value);
}

function writeArray(values: readonly unknown[], depth: number): string {
	let written = '[';
	for (let at = 0; at < values.length; at++) {
		if (at > 0) written += ',';
		written += write(values[at], depth + 1);
	}
	return written + ']';
}

function writeObject(value: object, depth: number): string {
	const prototype: unknown = Object.getPrototypeOf(value);
	if (prototype !== Object.prototype && prototype !== null)
		throw new CanonicalError('not a plain object');
	const members = value as Record<string, unknown>;
	let written = '{';
	for (const name of Object.keys(value).sort()) {
		if (written.length > 1) written += ',';
		written += writeString(name) + ':' + write(members[name], depth + 1);
	}
	return written + '}';
}
