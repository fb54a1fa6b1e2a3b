/** What the network does in one run, and how the student works meanwhile. From the seed alone. */
import fc from 'fast-check';
import { drawn } from '../each-seed.ts';
import { lies } from './lying-network.ts';
import type { Lie } from './lying-network.ts';

const MINUTE_MS = 60_000;

export interface Stretch {
	/** null: an honest network. */
	lie: Lie | null;
	/** Of this machine. */
	ms: number;
}

interface Common {
	/** Handed in before the network is honest for good. */
	handsInUnderLie: boolean;
	stretches: Stretch[];
}
/**
 * `long`: no honest network since the student began, which was `awayMs` ago by the device's clock; the clock is put back by so much and runs
 * ahead, faster than time, until it is right again. `short`: it comes and goes in real time.
 */
export type Plan = Common & ({ kind: 'long'; awayMs: number } | { kind: 'short' });

const lie = fc.constantFrom(...lies);

const long = fc.record({
	kind: fc.constant('long' as const),
	awayMs: fc.integer({ min: MINUTE_MS, max: 180 * MINUTE_MS }),
	handsInUnderLie: fc.boolean(),
	// What it says while it is away, and how it comes back.
	stretches: fc.array(
		fc.record({
			lie: fc.constantFrom<Lie[]>('refused', 'half open', 'captive portal'),
			ms: fc.integer({ min: 200, max: 1_500 })
		}),
		{ minLength: 1, maxLength: 4 }
	)
});
const short = fc.record({
	kind: fc.constant('short' as const),
	handsInUnderLie: fc.boolean(),
	stretches: fc.array(
		fc.record({
			lie: fc.option(lie, { freq: 4 }),
			ms: fc.integer({ min: 200, max: 3_000 })
		}),
		{ minLength: 2, maxLength: 6 }
	)
});

export const planOf = (seed: number): Plan => drawn<Plan>(seed % 3 === 0 ? short : long, seed);

export interface BrowserPlan {
	/** What the network does while one question after the other is answered. */
	stretches: Lie[];
	/** While the exam is being fetched: after so long for so long. */
	whileFetching: { afterMs: number; lie: Lie; ms: number };
	/** The page is loaded again under this one. */
	reloadsUnder: Lie;
	/** And handed in under this one. */
	handsInUnder: Lie;
}

export const browserPlanOf = (seed: number): BrowserPlan =>
	drawn(
		fc.record({
			stretches: fc.shuffledSubarray([...lies], { minLength: 3, maxLength: 4 }),
			whileFetching: fc.record({
				afterMs: fc.integer({ min: 0, max: 1_500 }),
				lie: fc.constantFrom<Lie[]>('captive portal', 'refused', 'closes sockets'),
				ms: fc.integer({ min: 500, max: 2_000 })
			}),
			reloadsUnder: fc.constantFrom<Lie[]>('captive portal', 'refused', 'half open'),
			handsInUnder: lie
		}),
		seed
	);
