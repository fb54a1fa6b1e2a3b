import { expect, test } from 'vitest';
import { pointsProblem, readPoints, stepPoints, typePoints } from './points-entry.ts';

/** All the keys of a response, one after another. */
function typed(keys: string, maximum = 10): string {
	let text = '8';
	let fresh = true;
	for (const key of keys) {
		text = typePoints(text, key, { maximum, fresh }) ?? text;
		fresh = false;
	}
	return text;
}

test('the first digit takes the place of what was there', () => {
	expect(typed('4')).toBe('4');
	expect(typed('10')).toBe('10');
});

test('a point begins a half, with or without a digit before it', () => {
	expect(typed('3.5')).toBe('3.5');
	expect(typed('.5')).toBe('0.5');
	expect(typed('3,5')).toBe('3.5');
	expect(typed('3..5')).toBe('3.5');
});

test('a digit that would go beyond the maximum begins anew', () => {
	expect(typed('15')).toBe('5');
	expect(typed('15', 20)).toBe('15');
});

test('a letter is none of points', () => {
	expect(typePoints('4', 'j', { maximum: 10, fresh: false })).toBeNull();
	expect(typePoints('4', 'Enter', { maximum: 10, fresh: false })).toBeNull();
});

test('half steps stop at nothing and at all of it', () => {
	expect(stepPoints('3', 0.5, 4)).toBe('3.5');
	expect(stepPoints('4', 0.5, 4)).toBe('4');
	expect(stepPoints('0', -0.5, 4)).toBe('0');
	expect(stepPoints('', 0.5, 4)).toBe('0');
	expect(stepPoints('', -0.5, 4)).toBe('0');
});

test('more than the maximum, a word and a thousandth are not saved', () => {
	expect(pointsProblem('4.5', 4)).toBe('too_many');
	expect(pointsProblem('four', 4)).toBe('no_number');
	expect(pointsProblem('', 4)).toBe('no_number');
	expect(pointsProblem('-1', 4)).toBe('no_number');
	expect(pointsProblem('1.125', 4)).toBe('too_fine');
	expect(pointsProblem('2,25', 4)).toBeNull();
	expect(readPoints('1e3')).toBeNull();
});

test('points are given in the steps of the sitting, and the maximum always', () => {
	expect(pointsProblem('2.25', 4, 0.5)).toBe('too_fine');
	expect(pointsProblem('2.5', 4, 0.5)).toBeNull();
	expect(pointsProblem('3.3', 3.3, 1)).toBeNull();
	expect(pointsProblem('0.3', 1, 0.1)).toBeNull();
});
