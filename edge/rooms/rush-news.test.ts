import { expect, test } from 'vitest';
import { TestClock } from '#sync/testing/clock.ts';
import { RushNews } from './rush-news.ts';
import type { Rush } from './room-load.ts';

test('a hall hears at once that devices were asked to come again, how it goes on, and once that it is over', async () => {
	const clock = new TestClock();
	const told: [string, Rush | null][] = [];
	let rush: Rush | null = { since: 1, turnedAway: 1 };
	const news = new RushNews({
		read: () => rush,
		tell: async (sitting, now) => void told.push([sitting, now]),
		schedule: clock.schedule
	});
	news.note('one');
	news.note('one');
	await clock.advance(1);
	expect(told).toEqual([['one', { since: 1, turnedAway: 1 }]]);
	rush = { since: 1, turnedAway: 7 };
	await clock.advance(2_000);
	rush = null;
	await clock.advance(10_000);
	expect(told.slice(1)).toEqual([
		['one', { since: 1, turnedAway: 7 }],
		['one', null]
	]);
	rush = { since: 9, turnedAway: 1 };
	news.note('two');
	await clock.advance(1);
	expect(told.at(-1)).toEqual(['two', rush]);
});
