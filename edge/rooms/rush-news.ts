/** Tells the halls of a room that asks devices to come again, and that it does no more. At most every two seconds. */
import type { Schedule } from '#sync/schedule.ts';
import { logProblem } from '../log.ts';
import type { Rush } from './room-load.ts';

const TELL_EVERY_MS = 2_000;

export type RushNewsDeps = {
	/** null: it is over. */
	read: () => Rush | null;
	tell: (sitting: string, rush: Rush | null) => Promise<void>;
	schedule: Schedule;
};

export class RushNews {
	readonly #deps: RushNewsDeps;
	readonly #sittings = new Set<string>();
	#telling = false;

	constructor(deps: RushNewsDeps) {
		this.#deps = deps;
	}

	/** Somebody of this sitting was asked to come again. */
	note(sitting: string): void {
		this.#sittings.add(sitting);
		if (this.#telling) return;
		this.#telling = true;
		void this.#tell();
	}

	async #tell(): Promise<void> {
		const { read, tell, schedule } = this.#deps;
		const rush = read();
		for (const sitting of this.#sittings)
			await tell(sitting, rush).catch((problem: unknown) => logProblem('room.hall', problem));
		if (rush) return void schedule(TELL_EVERY_MS, () => void this.#tell());
		this.#telling = false;
		this.#sittings.clear();
	}
}
