/**
 * Several sessions' writes in one transaction: a commit costs about as much as checking a hundred entries. A write waits at most the
 * window; when nothing waits there is no timer, so the room can sleep. Nobody is told "done" before the transaction has ended.
 */
import type { Schedule } from '#sync/schedule.ts';

type Waiting = { write: () => void; done: () => void; failed: (problem: unknown) => void };

export const WINDOW_MS = 4;

export class GroupCommit {
	#waiting: Waiting[] = [];
	readonly #transaction: (work: () => void) => void;
	readonly #schedule: Schedule;

	constructor(transaction: (work: () => void) => void, schedule: Schedule) {
		this.#transaction = transaction;
		this.#schedule = schedule;
	}

	/** Resolves when `write` is durable; rejects when it could not be written: then nothing of it was. */
	commit(write: () => void): Promise<void> {
		return new Promise((done, failed) => {
			this.#waiting.push({ write, done, failed });
			if (this.#waiting.length === 1) this.#schedule(WINDOW_MS, () => this.#flush());
		});
	}

	#flush(): void {
		const group = this.#waiting;
		this.#waiting = [];
		if (group.length > 1 && this.#write(group) === null) return;
		// One of them spoilt it for all: each by itself, so that only that one fails.
		for (const waiting of group) {
			const problem = this.#write([waiting]);
			if (problem !== null) waiting.failed(problem.cause);
		}
	}

	/** null: all of it is durable, and they have been told. */
	#write(group: readonly Waiting[]): { cause: unknown } | null {
		try {
			this.#transaction(() => {
				for (const { write } of group) write();
			});
		} catch (cause) {
			return { cause };
		}
		for (const { done } of group) done();
		return null;
	}
}
