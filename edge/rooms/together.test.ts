import { expect, test } from 'vitest';
import { CrowdedError, Together } from './together.ts';

/** Work that ends when told; a job named bad throws. */
function desk(most = { atOnce: 10, waiting: 10 }) {
	const rounds: string[][] = [];
	const ends: (() => void)[] = [];
	const together = new Together<string, string>(
		async (jobs) => {
			rounds.push([...jobs]);
			await new Promise<void>((end) => ends.push(end));
			if (jobs.includes('away')) throw new RangeError('away');
			if (jobs.includes('bad')) throw new Error('bad');
			return jobs.map((job) => job.toUpperCase());
		},
		{ ...most, concernsAll: (problem) => problem instanceof RangeError }
	);
	const end = async () => {
		ends.shift()?.();
		await new Promise((settled) => setTimeout(settled));
	};
	return { together, rounds, end };
}

test('what comes while work is under way is done together next, and each gets its own answer', async () => {
	const { together, rounds, end } = desk();
	const answers = Promise.all(['a', 'b', 'c'].map((job) => together.do(job)));
	expect(rounds).toEqual([['a']]);
	await end();
	expect(rounds).toEqual([['a'], ['b', 'c']]);
	await end();
	expect(await answers).toEqual(['A', 'B', 'C']);
});

test('one that fails does not fail the others', async () => {
	const { together, rounds, end } = desk();
	const answers = Promise.allSettled(['first', 'good', 'bad'].map((job) => together.do(job)));
	for (let round = 0; round < 4; round++) await end();
	expect(rounds).toEqual([['first'], ['good', 'bad'], ['good'], ['bad']]);
	expect((await answers).map(({ status }) => status)).toEqual([
		'fulfilled',
		'fulfilled',
		'rejected'
	]);
});

test('what is nobody’s own fault is told to all at once, and not tried again for each', async () => {
	const { together, rounds, end } = desk();
	const answers = Promise.allSettled(['first', 'good', 'away'].map((job) => together.do(job)));
	for (let round = 0; round < 2; round++) await end();
	expect((await answers).map(({ status }) => status)).toEqual([
		'fulfilled',
		'rejected',
		'rejected'
	]);
	expect(rounds).toEqual([['first'], ['good', 'away']]);
});

test('attack: a flood waits in bounds, and whoever is over them is told at once', async () => {
	const { together, rounds, end } = desk({ atOnce: 2, waiting: 3 });
	const taken = ['a', 'b', 'c', 'd'].map((job) => together.do(job));
	await expect(together.do('e')).rejects.toBeInstanceOf(CrowdedError);
	for (let round = 0; round < 3; round++) await end();
	expect(rounds).toEqual([['a'], ['b', 'c'], ['d']]);
	expect(await Promise.all(taken)).toEqual(['A', 'B', 'C', 'D']);
});
