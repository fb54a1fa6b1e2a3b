/** A token bucket per socket: an hour's backlog and a fast typist fit, a flood does not. */
const BURST = 600;
const PER_SECOND = 50;

export class FrameBudget {
	#left = BURST;
	#at: number;

	constructor(now: number) {
		this.#at = now;
	}

	take(now: number): boolean {
		this.#left = Math.min(BURST, this.#left + (Math.max(0, now - this.#at) / 1000) * PER_SECOND);
		this.#at = now;
		if (this.#left < 1) return false;
		this.#left -= 1;
		return true;
	}
}
