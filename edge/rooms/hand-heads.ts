/**
 * A room's heads go to the public log now and then, behind everybody's back: no receipt waits for it, and whatever the log does or does
 * not do, they stay in the rows until it has answered where they stand.
 */
import { toHex } from '#sync/bytes.ts';
import type { Schedule } from '#sync/schedule.ts';
import { leafEntry } from '#sync/transparency/leaf.ts';
import { logProblem } from '../log.ts';
import { nextDrainMs } from '../outbox/back-off.ts';
import type { SessionHeads } from './session-heads.ts';
import type { ToldPlace } from './told-places.ts';

/** With the log's own PUBLISH_MS a head is public within ten seconds of its receipt. */
const HAND_OVER_MS = 5_000;
const MOST_AT_ONCE = 500;
const SALT_BYTES = 32;

/** `code`: why nothing was taken, of the list in sync/transparency/problem.ts. The types of a call know no unions. */
export type LogAnswer = { code: string | null; indices: number[] };

export type HandHeadsDeps = {
	heads: Pick<SessionHeads, 'areWaiting' | 'take' | 'noteLogged' | 'newest'>;
	log: () => { add(entries: string[], newest: ToldPlace | null): Promise<LogAnswer> };
	transaction: (work: () => void) => void;
	schedule: Schedule;
	random: () => number;
};

export class LogRefusedError extends Error {
	override name = 'LogRefusedError';
}

export class HandHeads {
	readonly #deps: HandHeadsDeps;
	#planned = false;
	#failures = 0;

	constructor(deps: HandHeadsDeps) {
		this.#deps = deps;
	}

	/** There may be some. Costs nothing and waits for nothing. */
	note(afterMs = HAND_OVER_MS): void {
		if (this.#planned) return;
		this.#planned = true;
		this.#deps.schedule(afterMs, () => void this.#run());
	}

	async #run(): Promise<void> {
		try {
			await this.#handOver();
			this.#failures = 0;
			this.#planned = false;
			if (this.#deps.heads.areWaiting()) this.note();
		} catch (problem) {
			this.#failures += 1;
			logProblem('room.public_log', problem);
			this.#planned = false;
			this.note(nextDrainMs(this.#failures, this.#deps.random));
		}
	}

	#newest(): ToldPlace | null {
		const newest = this.#deps.heads.newest();
		return newest && { index: newest.index, entry: toHex(leafEntry(newest)) };
	}

	async #handOver(): Promise<void> {
		const { heads, log, transaction } = this.#deps;
		const taken: ReturnType<SessionHeads['take']> = [];
		transaction(() => {
			const salt = () => crypto.getRandomValues(new Uint8Array(SALT_BYTES));
			taken.push(...heads.take(MOST_AT_ONCE, salt));
		});
		if (taken.length === 0) return;
		const entries = taken.map((opening) => toHex(leafEntry(opening)));
		const { code, indices } = await log().add(entries, this.#newest());
		if (code !== null) throw new LogRefusedError(code);
		transaction(() => {
			for (const [at, opening] of taken.entries()) {
				const index = indices[at];
				if (index !== undefined) heads.noteLogged(opening, index);
			}
		});
	}
}
