/** Schedules that once failed, or that chance finds too rarely. */
import { expect, test } from 'vitest';
import type { Step } from '#sync/testing/steps.ts';
import { Tally } from '../each-seed.ts';
import { ownPapers, runSchedule } from './schedules.ts';

const deliver: Step = { do: 'deliver', pick: 0 };
const hear: Step = { do: 'hear', pick: 0 };
const answer: Step = { do: 'answer', urgent: true };
const second: Step = { do: 'wait', ms: 1_200 };
const opened = [deliver, hear, hear, hear, deliver, hear, hear, second];

const schedules: [string, Step[]][] = [
	[
		'A14: what a page had sent when its store failed arrives late, after the next page has written in its place',
		[
			...opened,
			{ do: 'store_fails', writes: 9 },
			...[answer, second, { do: 'reload' } as const, second],
			...[deliver, hear, hear, hear, answer, second],
			...Array.from({ length: 4 }, (): Step => ({ do: 'late' })),
			...[deliver, hear, deliver, hear]
		]
	],
	[
		'D1: the device slept while its log was held',
		[
			...opened,
			answer,
			{ do: 'reload' },
			{ do: 'rest' },
			{ do: 'sleep', ms: 600_000 },
			answer,
			second
		]
	],
	[
		'A10: the store was emptied before the edge had anything',
		[{ do: 'evict' }, answer, { do: 'sleep', ms: 3_000 }, answer, second, deliver, hear]
	],
	[
		'R2: killed before and after every transaction and every frame',
		Array.from({ length: 12 }, (_, after): Step[] => [
			{ do: 'kill', after },
			answer,
			second,
			...Array.from({ length: 4 }, () => [deliver, hear, hear]).flat(),
			{ do: 'online' }
		]).flat()
	]
];

test.each(schedules)('%s: nothing is lost and nobody is accused', async (_what, steps) => {
	const tally = new Tally();
	await runSchedule(await ownPapers(), steps, tally);
	expect(tally.entries).toBeGreaterThan(0);
	expect(tally.lost).toBe(0);
});
