import fc from 'fast-check';
import { expect, test } from 'vitest';
import { ownStart } from './stagger.ts';

const MINUTE = 60_000;
const window = { opensAt: 1_000_000, closesAt: 1_000_000 + 120 * MINUTE, durationMs: 60 * MINUTE };
const spread = { kind: 'spread' as const, overMs: 20 * MINUTE };
const groups = { kind: 'groups' as const, everyMs: 15 * MINUTE, groups: ['A', 'B', 'C'] };

test('without it everybody begins with the sitting', () => {
	expect(ownStart(null, { seed: 'x', group: 'B' }, window)).toBeNull();
});

test('one group after the other; in no group, with the sitting; in one that is new, last', () => {
	const after = (group: string | null) => {
		const at = ownStart(groups, { seed: 'x', group }, window);
		return at === null ? 0 : (at - window.opensAt) / MINUTE;
	};
	expect(['A', 'B', 'C', 'new', null].map(after)).toEqual([0, 15, 30, 45, 0]);
});

test('spread, the same person begins at the same moment, and a class not at one', () => {
	const seeds = Array.from({ length: 60 }, (_, at) => `seed ${at}`);
	const starts = seeds.map((seed) => ownStart(spread, { seed, group: null }, window));
	expect(seeds.map((seed) => ownStart(spread, { seed, group: 'A' }, window))).toEqual(starts);
	const thirds = starts.map((at) =>
		Math.floor(((at ?? window.opensAt) - window.opensAt) / (spread.overMs / 3))
	);
	for (const third of [0, 1, 2])
		expect(thirds.filter((one) => one === third).length).toBeGreaterThan(8);
});

test('attack: no stagger begins before the sitting opens, or takes time away from anybody', () => {
	fc.assert(
		fc.property(
			fc.string(),
			fc.integer({ min: 0, max: 300 }),
			fc.integer({ min: 1, max: 300 }),
			fc.constantFrom(spread, groups),
			fc.constantFrom('A', 'C', 'x', null),
			(seed, wide, long, stagger, group) => {
				const own = { opensAt: 5, closesAt: 6 + wide * MINUTE, durationMs: long * MINUTE };
				const at = ownStart(stagger, { seed, group }, own) ?? own.opensAt;
				expect(at).toBeGreaterThanOrEqual(own.opensAt);
				if (at > own.opensAt) expect(own.closesAt - at).toBeGreaterThanOrEqual(own.durationMs);
			}
		)
	);
});
