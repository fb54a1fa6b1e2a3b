import { expect, test } from 'vitest';
import { FrameBudget } from './frame-budget.ts';

test('a burst is let through, a flood is not, and patience is rewarded', () => {
	const budget = new FrameBudget(0);
	const taken = Array.from({ length: 1000 }, () => budget.take(0, 1)).filter(Boolean).length;
	expect(taken).toBe(600);
	expect(budget.take(10, 1)).toBe(false);
	expect(budget.take(1000, 1)).toBe(true);
});

test('an hour written offline comes in at once, a hundred frames of the largest size do not', () => {
	const honest = new FrameBudget(0);
	expect(Array.from({ length: 32 }, () => honest.take(0, 524_288)).every(Boolean)).toBe(true);
	const hostile = new FrameBudget(0);
	const taken = Array.from({ length: 100 }, () => hostile.take(0, 1_048_576)).filter(
		Boolean
	).length;
	expect(taken).toBe(61);
});

test('a clock that goes back gives nothing', () => {
	const budget = new FrameBudget(1000);
	while (budget.take(1000, 1));
	expect(budget.take(0, 1)).toBe(false);
});
