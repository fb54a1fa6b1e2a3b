/** One way of changing what is valid, and how it is judged. */
import type fc from 'fast-check';
import type { Corpus } from './corpus.ts';

/** What admission or the verifier said: a refusal's code, or the claim that does not hold; null: it got by. */
export type Named = string | null;

export interface Mutator {
	/** As the list of attacks calls it. */
	name: string;
	/** How often among the others. */
	weight: number;
	/** What names this attack; 'any': whatever it hits first. */
	by: readonly string[] | 'any';
	mutants: fc.Arbitrary<(corpus: Corpus) => Promise<Named>>;
}

/** The element that any number points at. */
export function pick<T>(list: readonly T[], at: number): T {
	if (list.length === 0) throw new RangeError('nothing to pick from');
	return list[at % list.length] as T;
}
