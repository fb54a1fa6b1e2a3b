/**
 * Numbers and byte strings as Yjs writes them (lib0): seven bits a byte, least first, the top bit says "more".
 * Unlike lib0's reader this one takes only the shortest form and at most 2^32 − 1, and never reads past the end.
 */
import { concat } from './bytes.ts';
import type { Bytes } from './bytes.ts';

export class VarintError extends Error {
	override name = 'VarintError';
}

export function varUint(value: number): Bytes {
	const bytes: number[] = [];
	let rest = value;
	while (rest > 0x7f) {
		bytes.push(0x80 | (rest & 0x7f));
		rest = Math.floor(rest / 128);
	}
	bytes.push(rest);
	return Uint8Array.from(bytes);
}

export function varBytes(bytes: Uint8Array): Bytes {
	return concat(varUint(bytes.length), bytes);
}

export class VarReader {
	#bytes: Bytes;
	#at = 0;

	constructor(bytes: Uint8Array) {
		this.#bytes = bytes as Bytes;
	}

	get left(): number {
		return this.#bytes.length - this.#at;
	}

	byte(): number {
		const byte = this.#bytes[this.#at];
		if (byte === undefined) throw new VarintError('cut short');
		this.#at++;
		return byte;
	}

	uint(): number {
		let value = 0;
		let unit = 1;
		for (let count = 1; count <= 5; count++) {
			const byte = this.byte();
			value += (byte & 0x7f) * unit;
			if (byte < 0x80) {
				if (byte === 0 && count > 1) throw new VarintError('overlong');
				if (value > 0xffff_ffff) throw new VarintError('too large');
				return value;
			}
			unit *= 128;
		}
		throw new VarintError('too large');
	}

	/** A view, not a copy. */
	bytes(): Bytes {
		const length = this.uint();
		if (length > this.left) throw new VarintError('cut short');
		this.#at += length;
		return this.#bytes.subarray(this.#at - length, this.#at);
	}
}
