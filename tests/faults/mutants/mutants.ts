/** Valid logs and exports, changed. Each must be refused by admission or named by the verifier, and as what it is. */
import { drawn, eachSeed } from '../each-seed.ts';
import type { FaultClass } from '../fault-class.ts';
import { bundleMutants } from './bundle-mutants.ts';
import { corpus } from './corpus.ts';
import { datedMutants } from './dated-mutants.ts';
import { logMutants } from './log-mutants.ts';
import type { Mutator } from './mutator.ts';
import { pick } from './mutator.ts';

const mutators = [...logMutants, ...bundleMutants, ...datedMutants];
const weighted: Mutator[] = mutators.flatMap((each) =>
	Array.from({ length: each.weight }, () => each)
);

export const mutants: FaultClass = {
	id: 'mutants',
	title: 'Logs and exports that somebody changed',
	does: 'Bit flip, splice, drop, swap, truncated tail, forked chain, replay, back- and future-dating, overflow, wrong count, signature by another key. Each is refused by admission or named by the verifier as what it is. Times are wrong by more than receipts leave open: between two of them a device places an entry as it likes (SPEC D3). At stake is each mutant; lost is one that was believed.',
	sizes: { full: 100_000, slice: 1_000 },
	async run(options) {
		const made = await corpus();
		return eachSeed(options, async (seed, tally) => {
			const { name, by, mutants } = pick(weighted, seed);
			const named = await drawn(mutants, seed)(made);
			tally.entries++;
			if (named === null) tally.lost++;
			if (named === null || (by !== 'any' && !by.includes(named)))
				throw new Error(`${name}: ${named ?? 'got by'}`);
			tally.saw(`${name} → ${named}`);
		});
	}
};
