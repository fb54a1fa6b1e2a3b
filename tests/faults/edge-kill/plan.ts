/** What is done to the edge in one run, and when. From the seed alone. */
import fc from 'fast-check';
import { drawn } from '../each-seed.ts';

export type Harm =
	| 'edge killed'
	| 'Postgres killed'
	| 'edge and Postgres killed'
	| 'connections to Postgres ended'
	| 'room thrown out of memory'
	| 'room asleep'
	| 'disk of Postgres full';

export interface Step {
	harm: Harm;
	/** Written meanwhile. */
	afterMs: number;
	/** Until it is started again. */
	lastsMs: number;
}

export interface Plan {
	students: number;
	/** Between two entries of one of them. */
	gapMs: number;
	/** Share of the entries that wait for others to be sealed with. */
	together: number;
	steps: Step[];
	/** How many hand in while the harm is done: each before another step. */
	handInEarly: number;
}

/** Each run kills both twice, in every fifth once together. What takes longer comes less often. */
function harmsOf(seed: number): Harm[] {
	const kills: Harm[] = ['edge killed', 'Postgres killed'];
	if (seed % 5 === 4) kills.push('edge and Postgres killed');
	else kills.push('edge killed', 'Postgres killed');
	if (seed % 3 === 1) kills.push('connections to Postgres ended');
	if (seed % 4 === 1) kills.push('room thrown out of memory');
	if (seed % 10 === 2) kills.push('room asleep');
	if (seed % 8 === 3) kills.push('disk of Postgres full');
	return kills;
}

export function planOf(seed: number): Plan {
	const harms = harmsOf(seed);
	const { order, times, ...plan } = drawn(
		fc.record({
			students: fc.integer({ min: 2, max: 4 }),
			gapMs: fc.integer({ min: 5, max: 40 }),
			together: fc.double({ min: 0, max: 0.8, noNaN: true }),
			handInEarly: fc.integer({ min: 0, max: 1 }),
			order: fc.shuffledSubarray(harms, { minLength: harms.length }),
			times: fc.array(
				fc.record({
					afterMs: fc.integer({ min: 20, max: 1_200 }),
					lastsMs: fc.integer({ min: 0, max: 1_500 })
				}),
				{ minLength: harms.length, maxLength: harms.length }
			)
		}),
		seed
	);
	const steps = order.map((harm, at) => ({ harm, afterMs: 20, lastsMs: 0, ...times[at] }));
	return { ...plan, steps };
}
