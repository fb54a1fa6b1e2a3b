/**
 * The attempt goes on on another device. What the page still has in its fields is recorded and brought too; then nothing more is written
 * here, and the row says so (SPEC W5, W7).
 */
import type { Schedule } from '#sync/schedule.ts';
import type { SessionLog } from '#sync/session-log.ts';
import type { MovedBy } from './session-events.ts';

/** The page gets this long to record what stands in its fields. */
const FIELDS_MS = 1_000;

export type LeavingDeps = {
	log: Pick<SessionLog, 'flush' | 'nextSeq'>;
	schedule: Schedule;
	/** No clock, no heartbeat and no hand-in from now on. `sent`: the edge has all of it. */
	moved: (sent: boolean, by: MovedBy) => void;
	/** Over a new socket. */
	connect: () => void;
	/** Writes it down, for good. */
	keep: (by: MovedBy) => Promise<void>;
};

export class Leaving {
	#by: MovedBy | null = null;
	#kept = false;
	/** What stood in the fields is recorded. */
	#settled = false;
	/** The next entry's number as the last socket was opened. */
	#began = -1;
	readonly #deps: LeavingDeps;

	constructor(deps: LeavingDeps) {
		this.#deps = deps;
	}

	/** null: it goes on here. */
	get by(): MovedBy | null {
		return this.#by;
	}

	/** The edge says so, and has all that this socket began with. */
	superseded(): void {
		this.#begin('student', async () => {
			// Its last receipt is often cut off by the word itself, so it is asked whether there was more.
			const { log, connect } = this.#deps;
			if (this.#began === log.nextSeq) return this.#end();
			this.#began = log.nextSeq;
			connect();
		});
	}

	/** The staff say so, whether or not another device has gone on yet. */
	handOver(confirmed: () => number): void {
		if (this.#by === null) this.#begin('staff', async () => this.receipted(confirmed()));
	}

	receipted(seq: number): void {
		if (this.#by !== 'staff' || !this.#settled || seq < this.#deps.log.nextSeq - 1) return;
		this.#end().catch((error: unknown) => console.warn('That it was left was not noted:', error));
	}

	#begin(by: MovedBy, then: () => Promise<void>): void {
		if (this.#by === null) {
			this.#by = by;
			this.#deps.moved(false, by);
		}
		this.#deps.schedule(FIELDS_MS, () => {
			this.#deps.log
				.flush()
				.then(() => (this.#settled = true))
				.then(then)
				.catch((error: unknown) => console.warn('Not all could be sent yet:', error));
		});
	}

	async #end(): Promise<void> {
		if (this.#kept || this.#by === null) return;
		this.#kept = true;
		await this.#deps.keep(this.#by);
		this.#deps.moved(true, this.#by);
	}
}
