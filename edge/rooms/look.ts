/** One look of a hall at its sitting. */
import { logProblem } from '../log.ts';

export interface Look {
	sitting: string;
	/** Unix milliseconds. */
	now: number;
	/** Where the installation is reached; without: where a sitting was planned from. */
	origin: string | undefined;
}

/** When a hall wants to look again. A step that fails keeps no other from being done, nor its time from being kept. */
export class NextLook {
	readonly #sitting: string;
	/** Unix milliseconds; Infinity: not any more. */
	at = Infinity;
	failed = false;

	constructor(sitting: string) {
		this.#sitting = sitting;
	}

	by(at: number | null): void {
		this.at = Math.min(this.at, at ?? Infinity);
	}

	async after(what: string, step: () => Promise<number | null>): Promise<void> {
		try {
			this.by(await step());
		} catch (problem) {
			this.failed = true;
			logProblem(what, problem, { sitting: this.#sitting });
		}
	}
}
