/** What a room tells the halls. At most four times a second: a hall with 200 busy students is told in a few messages, not in thousands. */
import type { Schedule } from '#sync/schedule.ts';
import type { AttemptRow } from '#sync/schema/hall.ts';
import { logProblem } from '../log.ts';

const ANNOUNCE_AFTER_MS = 250;

export type HallNewsDeps = {
	/** null: nothing of the attempt was opened. */
	rowOf: (attempt: string) => { sitting: string; row: AttemptRow } | null;
	tell: (sitting: string, rows: AttemptRow[]) => Promise<void>;
	schedule: Schedule;
};

export class HallNews {
	readonly #deps: HallNewsDeps;
	readonly #unannounced = new Set<string>();
	#announcing = false;

	constructor(deps: HallNewsDeps) {
		this.#deps = deps;
	}

	announce(attempt: string): void {
		this.#unannounced.add(attempt);
		if (this.#announcing) return;
		this.#announcing = true;
		this.#deps.schedule(ANNOUNCE_AFTER_MS, () => void this.#tell());
	}

	async #tell(): Promise<void> {
		this.#announcing = false;
		const { rowOf, tell } = this.#deps;
		const attempts = [...this.#unannounced];
		this.#unannounced.clear();
		const bySitting = Map.groupBy(
			attempts.flatMap((attempt) => rowOf(attempt) ?? []),
			({ sitting }) => sitting
		);
		for (const [sitting, told] of bySitting) {
			const rows = told.map(({ row }) => row);
			try {
				await tell(sitting, rows);
			} catch (problem) {
				logProblem('room.hall', problem);
				for (const row of rows) this.announce(row.attempt);
			}
		}
	}
}
