import { expect, test } from 'vitest';
import { CALM_MS, createLookPace, DOUBT_MS } from './look-pace.ts';

function setUp() {
	let time = 0;
	const pace = createLookPace(() => time);
	return {
		pace,
		/** One look that took so long, and when the next is due. */
		look(doubtful: boolean, ms = 100): number {
			pace.analysed(time, ms);
			pace.looked(doubtful);
			const from = time;
			while (pace.at(time) === 0) time += 100;
			return time - from;
		},
		pass: (ms: number) => (time += ms)
	};
}

test('the first look is due at once, the next ones when it is their time', () => {
	const { pace, look } = setUp();
	expect(pace.at(0)).toBe(1);
	expect(look(false)).toBe(CALM_MS);
	expect(look(false)).toBe(CALM_MS);
});

test('in doubt it looks again sooner, until there is none', () => {
	const { look } = setUp();
	expect(look(true)).toBe(DOUBT_MS);
	expect(look(true)).toBe(DOUBT_MS);
	expect(look(false)).toBe(CALM_MS);
});

test('asked, it looks at once', () => {
	const { pace, pass } = setUp();
	pace.analysed(0, 100);
	pace.looked(false);
	pass(500);
	expect(pace.at(500)).toBe(0);
	pace.lookNow();
	expect(pace.at(500)).toBe(1);
});

test('a slow device spends no more than a fifth of its time on looks, in doubt too, and is slow only below the calm pace', () => {
	const { pace, look } = setUp();
	expect(look(true, 2_000)).toBe(10_000);
	expect(pace.rate).toBe(1);
	expect(look(true, 2_400)).toBe(12_000);
	expect(pace.rate).toBe(CALM_MS / 12_000);
	expect(look(false, 100)).toBe(CALM_MS);
	expect(pace.rate).toBe(1);
});

test('a reading comes before the worker is taken for dead, however long a look takes', () => {
	const { look } = setUp();
	expect(look(false, 3_000)).toBe(15_000 - 3_000);
	expect(look(true, 9_000)).toBe(15_000 - 9_000);
	expect(look(true, 30_000)).toBe(DOUBT_MS);
});
