/** Token buckets per socket, for frames and for bytes: an hour's backlog and a fast typist fit, a flood does not. */
const FRAMES = { burst: 600, perSecond: 50 };
const BYTES = { burst: 64_000_000, perSecond: 1_000_000 };

export class FrameBudget {
	#frames = FRAMES.burst;
	#bytes = BYTES.burst;
	#at: number;

	constructor(now: number) {
		this.#at = now;
	}

	take(now: number, bytes: number): boolean {
		const seconds = Math.max(0, now - this.#at) / 1000;
		this.#frames = Math.min(FRAMES.burst, this.#frames + seconds * FRAMES.perSecond);
		this.#bytes = Math.min(BYTES.burst, this.#bytes + seconds * BYTES.perSecond);
		this.#at = now;
		if (this.#frames < 1 || this.#bytes < bytes) return false;
		this.#frames -= 1;
		this.#bytes -= bytes;
		return true;
	}
}
