/**
 * Writes to the device's store, one after the other. A write that fails is kept and tried again, and the ones behind it wait, so that
 * the store never has a gap; meanwhile their bytes may already travel, because nothing is safer than a second place.
 */
import { backOffMs } from './schedule.ts';
import type { Schedule } from './schedule.ts';

/** null: over, everything waiting has been stored. */
export type StoreTrouble = { error: unknown; failures: number; waiting: number } | null;

type Write = { run: () => Promise<void>; stored: () => void; tried: () => void };

/** A write that takes longer than this is no reason to keep its bytes from the network. */
const SLOW_MS = 5_000;
const retry = { firstMs: 500, mostMs: 15_000 };

export class StoreQueue {
	#waiting: Write[] = [];
	#failures = 0;
	#running = false;
	#wake: (() => void) | null = null;
	readonly #schedule: Schedule;
	readonly #onTrouble: (trouble: StoreTrouble) => void;

	constructor(schedule: Schedule, onTrouble: (trouble: StoreTrouble) => void) {
		this.#schedule = schedule;
		this.#onTrouble = onTrouble;
	}

	/** `durable` stays pending until the store has it. `tried` is settled by then, or as soon as the store is in trouble. */
	put(run: () => Promise<void>): { durable: Promise<void>; tried: Promise<void> } {
		const durable = Promise.withResolvers<undefined>();
		const tried = Promise.withResolvers<undefined>();
		this.#waiting.push({
			run,
			stored: () => durable.resolve(undefined),
			tried: () => tried.resolve(undefined)
		});
		if (this.#failures > 0) tried.resolve(undefined);
		if (!this.#running) void this.#work();
		return { durable: durable.promise, tried: tried.promise };
	}

	get waiting(): number {
		return this.#waiting.length;
	}

	/** Somebody made room: do not wait for the next try. */
	retryNow(): void {
		this.#wake?.();
	}

	async #work(): Promise<void> {
		this.#running = true;
		for (let write = this.#waiting[0]; write; write = this.#waiting[0]) {
			const error = await this.#attempt(write);
			if (error === null) {
				this.#waiting.shift();
				write.tried();
				write.stored();
			} else {
				this.#report(error.cause);
				await this.#pause();
			}
		}
		this.#running = false;
		if (this.#failures > 0) {
			this.#failures = 0;
			this.#onTrouble(null);
		}
	}

	async #attempt(write: Write): Promise<{ cause: unknown } | null> {
		const callOff = this.#schedule(SLOW_MS, () => this.#report(new Error('store is slow')));
		try {
			await write.run();
			return null;
		} catch (cause) {
			return { cause };
		} finally {
			callOff();
		}
	}

	#report(error: unknown): void {
		this.#failures++;
		for (const write of this.#waiting) write.tried();
		this.#onTrouble({ error, failures: this.#failures, waiting: this.#waiting.length });
	}

	#pause(): Promise<void> {
		return new Promise((resolve) => {
			// No jitter: one device retries its own store, there is no crowd to spread.
			const after = backOffMs(this.#failures, retry, () => 1);
			const callOff = this.#schedule(after, () => this.#wake?.());
			this.#wake = () => {
				this.#wake = null;
				callOff();
				resolve();
			};
		});
	}
}
