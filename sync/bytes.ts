/** Bytes, and the two ways they are written in text: lower-case hex for hashes, base64url without padding for the rest. */

/** Backed by an ArrayBuffer of its own kind: WebCrypto refuses shared memory, and so do the types. */
export type Bytes = Uint8Array<ArrayBuffer>;

const encoder = new TextEncoder();
// ignoreBOM: true keeps a leading U+FEFF in the text. The default drops it, and then two byte strings give one text.
const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
const sextets = new Map([...alphabet].map((symbol, value) => [symbol, value]));
const hexPairs = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'));

export function concat(...parts: readonly Uint8Array[]): Bytes {
	const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
	let at = 0;
	for (const part of parts) {
		whole.set(part, at);
		at += part.length;
	}
	return whole;
}

/** Not in constant time: for public bytes only. */
export function equal(a: Uint8Array, b: Uint8Array): boolean {
	if (a.length !== b.length) return false;
	for (let at = 0; at < a.length; at++) if (a[at] !== b[at]) return false;
	return true;
}

export function toHex(bytes: Uint8Array): string {
	let hex = '';
	for (const byte of bytes) hex += hexPairs[byte];
	return hex;
}

export function fromHex(hex: string): Bytes {
	if (hex.length % 2 !== 0 || !/^[0-9a-f]*$/.test(hex)) throw new TypeError('not lower-case hex');
	const bytes = new Uint8Array(hex.length / 2);
	for (let at = 0; at < bytes.length; at++)
		bytes[at] = Number.parseInt(hex.slice(at * 2, at * 2 + 2), 16);
	return bytes;
}

export function toBase64url(bytes: Uint8Array): string {
	let written = '';
	for (let at = 0; at < bytes.length; at += 3) {
		const left = Math.min(3, bytes.length - at);
		const group = ((bytes[at] ?? 0) << 16) | ((bytes[at + 1] ?? 0) << 8) | (bytes[at + 2] ?? 0);
		for (let symbol = 0; symbol <= left; symbol++)
			written += alphabet[(group >> (18 - 6 * symbol)) & 63];
	}
	return written;
}

/** Throws on anything that `toBase64url` would not have written, loose bits in the last symbol included: one text per value. */
export function fromBase64url(written: string): Bytes {
	const bytes = new Uint8Array(Math.floor((written.length * 6) / 8));
	let held = 0;
	let bits = 0;
	let at = 0;
	for (const symbol of written) {
		const value = sextets.get(symbol);
		if (value === undefined) throw new TypeError('not base64url');
		held = ((held << 6) | value) & 0xffff;
		bits += 6;
		if (bits >= 8) {
			bits -= 8;
			bytes[at++] = (held >> bits) & 0xff;
		}
	}
	if (written.length % 4 === 1 || (held & ((1 << bits) - 1)) !== 0)
		throw new TypeError('not base64url');
	return bytes;
}

export function utf8(text: string): Bytes {
	// Its type says ArrayBufferLike, but it never hands out shared memory.
	return encoder.encode(text) as Bytes;
}

/** Throws on bytes that are not UTF-8. */
export function text(bytes: Uint8Array): string {
	return decoder.decode(bytes);
}

export function u32(value: number): Bytes {
	const bytes = new Uint8Array(4);
	new DataView(bytes.buffer).setUint32(0, value);
	return bytes;
}

/** The 16 bytes of a UUID. Throws on anything but lower-case 8-4-4-4-12. */
export function uuidBytes(uuid: string): Bytes {
	if (!/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(uuid)) throw new TypeError('not a UUID');
	return fromHex(uuid.replaceAll('-', ''));
}

export function uuidText(bytes: Uint8Array): string {
	const hex = toHex(bytes);
	return [
		hex.slice(0, 8),
		hex.slice(8, 12),
		hex.slice(12, 16),
		hex.slice(16, 20),
		hex.slice(20, 32)
	].join('-');
}
