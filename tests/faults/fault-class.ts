/** One class of faults: what is done to the system, how often, and what was seen. A class is a folder here and a row of docs/RELIABILITY.md. */

export interface Sizes {
	/** What docs/RELIABILITY.md is made from. */
	full: number;
	/** What fits `npm test`: a few seconds. 0: nothing does, and `leftOut` says why in a sentence. */
	slice: number;
	leftOut?: string;
}

export interface RunOptions {
	runs: number;
	/** The first run has this one, the next the next: any one of them can be run alone. */
	seed: number;
	/** A class may end here: it failed often enough. */
	stopAfter: number;
}

export interface Failure {
	seed: number;
	/** What did not hold, and what led to it. */
	what: string;
}

export interface Outcome {
	runs: number;
	/** What was called saved or receipted, or stood to be believed wrongly. */
	entries: number;
	/** Of these, what could not be found afterwards. */
	lost: number;
	/** What happened how often, by a name of the class's own. */
	seen: Record<string, number>;
	failures: Failure[];
	/** This machine cannot run it, as a sentence: there are no figures then, and none are made up. Absent: it ran. */
	notRunBecause?: string;
}

export const notRun = (notRunBecause: string): Outcome => ({
	runs: 0,
	entries: 0,
	lost: 0,
	seen: {},
	failures: [],
	notRunBecause
});

export interface FaultClass {
	/** As `npm run faults -- ID`. */
	id: string;
	title: string;
	/** What is done, and what must come of it. */
	does: string;
	sizes: Sizes;
	run(options: RunOptions): Promise<Outcome>;
}

/** A class that nobody has built yet: a row without figures, so that nobody takes silence for safety. */
export interface MissingClass {
	id: string;
	title: string;
	does: string;
}

export const commandOf = (id: string, seed: number): string =>
	`npm run faults -- ${id} --seed ${seed} --runs 1`;
