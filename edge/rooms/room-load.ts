/**
 * What a room has taken on and not done yet. Frames wait in memory while those before them are checked and committed, and a room has
 * 128 MB: two hundred devices that come back with hours of work each could bring more. Before that it asks the larger ones to come again.
 * Pure but for what it counts.
 */

/** Waiting bytes beyond which what a device brings from hours without a network has to wait. */
export const FULL_BYTES = 24_000_000;
/** Beyond these everybody has to. */
export const OVERFULL_BYTES = 48_000_000;
/** A frame of somebody at work; a backlog's are larger. */
const SMALL_BYTES = 16_384;
const WAIT = { leastMs: 1_000, mostMs: 30_000 };
/** Asked again within this, it is the same rush. */
const RUSH_MS = 15_000;

/** As the staff are told: how many devices were asked to come again since it began, Unix ms. */
export type Rush = { since: number; turnedAway: number };

export class RoomLoad {
	#bytes = 0;
	#done = 0;
	#busySince = 0;
	#rush: (Rush & { lastAt: number }) | null = null;

	/** Answers what to call when the frame is dealt with; or in how many milliseconds its device should come again. */
	take(bytes: number, now: number): { left: () => void } | { retryAfterMs: number } {
		const after = this.#bytes + bytes;
		// One that is larger than all there is room for is still taken when nothing else waits.
		const fits =
			this.#bytes === 0 || after <= FULL_BYTES || (bytes <= SMALL_BYTES && after <= OVERFULL_BYTES);
		if (!fits) {
			this.#turnAway(now);
			return { retryAfterMs: this.#waitMs(now) };
		}
		if (this.#bytes === 0) [this.#busySince, this.#done] = [now, 0];
		this.#bytes = after;
		return {
			left: () => {
				this.#bytes -= bytes;
				this.#done += bytes;
			}
		};
	}

	/** null: nobody was asked to come again lately. */
	rush(now: number): Rush | null {
		if (!this.#rush || now - this.#rush.lastAt > RUSH_MS) return null;
		const { since, turnedAway } = this.#rush;
		return { since, turnedAway };
	}

	#turnAway(now: number): void {
		const before = this.rush(now);
		this.#rush = {
			since: before?.since ?? now,
			turnedAway: (before?.turnedAway ?? 0) + 1,
			lastAt: now
		};
	}

	/** Until what waits is done, at the speed of this rush so far. */
	#waitMs(now: number): number {
		const speed = this.#done / Math.max(1, now - this.#busySince);
		const wait = speed > 0 ? this.#bytes / speed : WAIT.mostMs;
		return Math.round(Math.min(WAIT.mostMs, Math.max(WAIT.leastMs, wait)));
	}
}
