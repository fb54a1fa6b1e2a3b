/** Runs a class seed by seed, and gathers what came of it. A seed makes its own fault from nothing else, so it fails alone as it did among others. */
import fc from 'fast-check';
import type { Outcome, RunOptions } from './fault-class.ts';

/** What one run adds up to. */
export class Tally {
	entries = 0;
	lost = 0;
	readonly seen: Record<string, number> = {};

	saw(what: string, times = 1): void {
		if (times > 0) this.seen[what] = (this.seen[what] ?? 0) + times;
	}

	add({ entries, lost, seen }: Tally): void {
		this.entries += entries;
		this.lost += lost;
		for (const [what, times] of Object.entries(seen)) this.saw(what, times);
	}
}

/** `one` throws where something does not hold. `atOnce`: for runs that mostly wait. */
export async function eachSeed(
	{ runs, seed, stopAfter }: RunOptions,
	one: (seed: number, tally: Tally) => Promise<void>,
	{ atOnce = 1 } = {}
): Promise<Outcome> {
	const tally = new Tally();
	const failures: Outcome['failures'] = [];
	let begun = 0;
	const oneAfterTheOther = async () => {
		while (begun < runs && failures.length < stopAfter) {
			const own = seed + begun++;
			try {
				await one(own, tally);
			} catch (problem) {
				const what =
					problem instanceof Error ? (problem.stack ?? problem.message) : String(problem);
				failures.push({ seed: own, what });
			}
		}
	};
	await Promise.all(Array.from({ length: atOnce }, oneAfterTheOther));
	failures.sort((a, b) => a.seed - b.seed);
	const { entries, lost, seen } = tally;
	return { runs: begun, entries, lost, seen, failures };
}

/** One value of an arbitrary. Every other seed draws without fast-check's love of small and extreme values. */
export function drawn<T>(arbitrary: fc.Arbitrary<T>, seed: number): T {
	const [value] = fc.sample(arbitrary, { seed, numRuns: 1, unbiased: seed % 2 === 1 });
	return value as T;
}

/** As `drawn`, and where `holds` throws, the smallest value that makes it throw is what is reported. */
export async function holdsFor<T>(
	arbitrary: fc.Arbitrary<T>,
	seed: number,
	holds: (value: T) => Promise<void>
): Promise<void> {
	const details = await fc.check(fc.asyncProperty(arbitrary, holds), {
		seed,
		numRuns: 1,
		unbiased: seed % 2 === 1,
		interruptAfterTimeLimit: 60_000
	});
	if (!details.failed) return;
	const { errorInstance, counterexample } = details;
	const why = errorInstance instanceof Error ? errorInstance.message : String(errorInstance);
	throw new Error(`${why}\n${JSON.stringify(counterexample?.[0])}`);
}
