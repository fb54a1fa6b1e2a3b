/** Something that has to get through, sooner or later: what fails is tried again ever more rarely, at most a minute apart, and at once when nudged. */
import type { Schedule } from '#sync/schedule.ts';

const FIRST_WAIT_MS = 1_000;
const LONGEST_WAIT_MS = 60_000;

export type TryingWorld = {
	/** One look at all that waits. Answers whether something still does; `went` says that something got through. */
	round: (went: () => void) => Promise<boolean>;
	schedule: Schedule;
	random: () => number;
};

export class KeepTrying {
	readonly #world: TryingWorld;
	#failures = 0;
	#busy = false;
	#again = false;
	#callOff: () => void = () => undefined;
	#stopped = false;

	constructor(world: TryingWorld) {
		this.#world = world;
	}

	get stopped(): boolean {
		return this.#stopped;
	}

	/** There may be a network now, or something new: what waits is tried at once. */
	nudge(): void {
		this.#failures = 0;
		this.#again = true;
		void this.#run();
	}

	stop(): void {
		this.#stopped = true;
		this.#callOff();
	}

	async #run(): Promise<void> {
		if (this.#busy || this.#stopped) return;
		this.#busy = true;
		this.#callOff();
		let left = true;
		try {
			do {
				this.#again = false;
				left = await this.#world.round(() => (this.#failures = 0));
			} while (this.#again && !this.#stopped);
		} catch (problem) {
			console.warn('What waits could not be read:', problem);
		}
		this.#busy = false;
		if (!left || this.#stopped) return;
		const longest = Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** this.#failures++);
		const wait = longest * (0.5 + this.#world.random() / 2);
		this.#callOff = this.#world.schedule(wait, () => void this.#run());
	}
}
