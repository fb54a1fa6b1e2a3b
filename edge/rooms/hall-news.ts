/** What a room tells the halls. At most four times a second: a hall with 200 busy students is told in a few messages, not in thousands. */
import type { Schedule } from '#sync/schedule.ts';
import type { Env } from '../env.ts';
import { logProblem } from '../log.ts';
import { hallRow } from './hall-row.ts';
import type { RoomStore, SessionRecord } from './room-store.ts';

const ANNOUNCE_AFTER_MS = 250;

export type HallNewsDeps = {
	store: RoomStore;
	halls: Env['SITTING_HALL'];
	schedule: Schedule;
	isConnected: (attempt: string) => boolean;
	/** The session as it is in memory. */
	live: (session: string) => SessionRecord | undefined;
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
		const { store, halls, isConnected, live } = this.#deps;
		const attempts = [...this.#unannounced];
		this.#unannounced.clear();
		const bySitting = Map.groupBy(
			attempts.flatMap(
				(attempt) => hallRow(store, attempt, { connected: isConnected(attempt), live }) ?? []
			),
			({ sitting }) => sitting
		);
		for (const [sitting, told] of bySitting) {
			const rows = told.map(({ row }) => row);
			try {
				await halls.get(halls.idFromName(sitting)).announce(rows);
			} catch (problem) {
				logProblem('room.hall', problem);
				for (const row of rows) this.announce(row.attempt);
			}
		}
	}
}
