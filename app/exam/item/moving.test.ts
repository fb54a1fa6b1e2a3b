import { expect, test } from 'vitest';
import { landing, moved, orderSeen } from './moving.ts';

test('a recorded order is seen only if it is of the options that are there', () => {
	expect(orderSeen(['b', 'a'], ['a', 'b'])).toEqual(['b', 'a']);
	expect(orderSeen([], ['a', 'b'])).toEqual(['a', 'b']);
	expect(orderSeen(['b', 'b'], ['a', 'b'])).toEqual(['a', 'b']);
	expect(orderSeen(['b', 'x'], ['a', 'b'])).toEqual(['a', 'b']);
});

test('moving keeps everything, and beyond the ends nothing moves', () => {
	expect(moved(['a', 'b', 'c'], 0, 2)).toEqual(['b', 'c', 'a']);
	expect(moved(['a', 'b', 'c'], 2, 0)).toEqual(['c', 'a', 'b']);
	expect(moved(['a', 'b'], 1, 2)).toEqual(['a', 'b']);
	expect(moved(['a', 'b'], -1, 0)).toEqual(['a', 'b']);
});

test('a row is let go of behind the rows whose middles it has passed', () => {
	const middles = [10, 30, 50];
	expect(landing(middles, 0, 5)).toBe(0);
	expect(landing(middles, 0, 31)).toBe(1);
	expect(landing(middles, 0, 90)).toBe(2);
	expect(landing(middles, 2, 29)).toBe(1);
	expect(landing(middles, 1, 30)).toBe(1);
});
