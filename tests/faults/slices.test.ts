/** A slice of every class of faults; `npm run faults` runs them at full size. What fails prints the command that runs it alone. */
import { expect, test } from 'vitest';
import { classes, isBuilt } from './classes.ts';
import { commandOf } from './fault-class.ts';

/** Slices begin elsewhere on other days, so that in time they see more than one part; the seed is said where one fails. */
const seed = 1_000_000 + Math.floor(Date.now() / 86_400_000) * 10_000;

test.each(classes.filter(isBuilt).map((each) => [each.title, each] as const))(
	'%s: nothing is lost',
	async (title, { id, sizes, run }) => {
		if (sizes.slice === 0) {
			console.log(`Not run here: ${title}. ${sizes.leftOut}`);
			expect(sizes.leftOut).toMatch(/\w.*\.$/);
			return;
		}
		const outcome = await run({ runs: sizes.slice, seed, stopAfter: 1 });
		if (outcome.notRunBecause !== undefined) {
			console.log(`Not run here: ${title}. ${outcome.notRunBecause}`);
			expect(outcome.notRunBecause).toMatch(/\w.*\.$/);
			expect(outcome.runs).toBe(0);
			return;
		}
		const [failure] = outcome.failures;
		if (failure) throw new Error(`${commandOf(id, failure.seed)}\n${failure.what}`);
		expect(outcome.lost).toBe(0);
		expect(outcome.runs).toBe(sizes.slice);
		expect(outcome.entries).toBeGreaterThan(0);
	}
);
