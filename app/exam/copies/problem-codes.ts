import type { ProblemReport } from './report.ts';

type Problem = ProblemReport['problems'][number];
const MOST = 50;

/** What went wrong on this page so far, as codes of our own lists. The newest fifty: a store that fails does so again and again. */
export class ProblemCodes {
	#all: readonly Problem[] = [];
	readonly #now: () => number;

	constructor(now: () => number) {
		this.#now = now;
	}

	get all(): readonly Problem[] {
		return this.#all;
	}

	/** The same one after the other is one, with the time of its first. */
	note(code: string): void {
		if (this.#all.at(-1)?.code === code) return;
		this.#all = [...this.#all, { at: Math.max(0, Math.round(this.#now())), code }].slice(-MOST);
	}
}
