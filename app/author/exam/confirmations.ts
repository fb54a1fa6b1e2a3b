/**
 * What of one's own writing the room has: each change has a number, and the room is asked for the number of the last one back. Its answer
 * stands for all before it, for it answers in order and only what it keeps.
 */
import { concat } from '#sync/bytes.ts';
import { varUint } from '#sync/varint.ts';

/** Frame 4, as edge/rooms/draft-frames.ts reads it. */
export const CONFIRM = 4;
export const confirmFrame = (number: number): Uint8Array<ArrayBuffer> =>
	concat(varUint(CONFIRM), varUint(number));

export class Confirmations {
	#written = 0;
	#confirmed = 0;

	/** Answers its number. */
	write(): number {
		return ++this.#written;
	}

	get last(): number {
		return this.#written;
	}

	get allKept(): boolean {
		return this.#confirmed >= this.#written;
	}

	/** Answers whether it says something new. A number that was never given is none. */
	hear(number: number): boolean {
		if (number <= this.#confirmed || number > this.#written) return false;
		this.#confirmed = number;
		return true;
	}
}
