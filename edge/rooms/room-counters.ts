/** What a room counts since it was started. Numbers only: no names, no sessions. */
import type { RefusalCode } from '#sync/refusal.ts';

/** Upper bounds of the receipt's histogram, seconds; the last bucket is +Inf. */
export const LATENCY_SECONDS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5] as const;

export type RoomReading = {
	/** Open sockets of devices. */
	live: number;
	admitted: number;
	refused: Partial<Record<RefusalCode, number>>;
	/** Rows that Postgres lacks, and how long the oldest of them has waited, ms. */
	waiting: number;
	oldestMs: number;
	receipts: { buckets: number[]; sumMs: number; count: number };
	/** Sessions whose log did not follow from what Postgres holds. */
	broken: number;
};

export class RoomCounters {
	#admitted = 0;
	#broken = 0;
	readonly #refused = new Map<RefusalCode, number>();
	readonly #buckets = [...LATENCY_SECONDS, Infinity].map(() => 0);
	#sumMs = 0;
	#receipts = 0;

	admit(entries: number): void {
		this.#admitted += entries;
	}

	refuse(code: RefusalCode): void {
		this.#refused.set(code, (this.#refused.get(code) ?? 0) + 1);
	}

	/** From the frame to its receipt. */
	receipt(ms: number): void {
		this.#receipts += 1;
		this.#sumMs += ms;
		const at = [...LATENCY_SECONDS, Infinity].findIndex((most) => ms / 1000 <= most);
		this.#buckets[at] = (this.#buckets[at] ?? 0) + 1;
	}

	breakOff(): void {
		this.#broken += 1;
	}

	read(now: { live: number; waiting: number; oldestMs: number }): RoomReading {
		return {
			...now,
			admitted: this.#admitted,
			refused: Object.fromEntries(this.#refused),
			receipts: { buckets: [...this.#buckets], sumMs: this.#sumMs, count: this.#receipts },
			broken: this.#broken
		};
	}
}
