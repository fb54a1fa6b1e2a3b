import { expect, test } from 'vitest';
import { FrameBudget } from './frame-budget.ts';

test('a burst is let through, a flood is not, and patience is rewarded', () => {
	const budget = new FrameBudget(0);
	const taken = Array.from({ length: 1000 }, () => budget.take(0)).filter(Boolean).length;
	expect(taken).toBe(600);
	expect(budget.take(10)).toBe(false);
	expect(budget.take(1000)).toBe(true);
});

test('a clock that goes back gives nothing', () => {
	const budget = new FrameBudget(1000);
	while (budget.take(1000));
	expect(budget.take(0)).toBe(false);
});
