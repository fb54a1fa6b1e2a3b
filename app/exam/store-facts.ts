/** What happens to this device's own store, as observations in the log: facts, like what the camera sees. */
import type { Entry } from '#sync/schema/entry.ts';
import type { Observation } from '#sync/schema/observation.ts';
import type { StoreTrouble } from '#sync/store-queue.ts';
import type { StoreFault } from './session-events.ts';

/** Observations of the store are numbered from here, those of the page from 0. */
export const STORE_OBSERVATIONS = 1_000_000;

export class StoreFacts {
	readonly #record: (data: Observation) => void;
	readonly #t: () => number;
	#next = STORE_OBSERVATIONS;
	#failing: { id: number; from: number } | null = null;

	constructor(record: (data: Observation) => void, t: () => number) {
		this.#record = record;
		this.#t = t;
	}

	/** Goes on numbering where the log stands. */
	load(entries: readonly Entry[]): void {
		for (const { kind, data } of entries)
			if (kind === 'observation' && data.id >= this.#next) this.#next = data.id + 1;
	}

	damaged(reason: string): void {
		const at = this.#t();
		const own = { id: this.#next++, check: 'storage_damaged', phase: 'moment' } as const;
		this.#record({ ...own, from: at, to: at, peak: 1, confidence: 1, reason });
	}

	/** Answers what the page is to be told. */
	trouble(trouble: StoreTrouble): StoreFault | null {
		const full = trouble?.error instanceof Error && trouble.error.name === 'QuotaExceededError';
		const to = this.#t();
		if (trouble && !this.#failing) {
			this.#failing = { id: this.#next++, from: to };
			const reason = full ? 'quota_exceeded' : 'write_failed';
			this.#observe({ ...this.#failing, to, phase: 'begin', reason });
		} else if (!trouble && this.#failing) {
			this.#observe({ ...this.#failing, to, phase: 'end' });
			this.#failing = null;
		}
		return trouble && { reason: full ? 'full' : 'failing', waiting: trouble.waiting };
	}

	#observe(own: Pick<Observation, 'id' | 'from' | 'to' | 'phase' | 'reason'>): void {
		this.#record({ check: 'storage_failing', peak: 1, confidence: 1, ...own });
	}
}
