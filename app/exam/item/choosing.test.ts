import { expect, test } from 'vitest';
import { choose } from './choosing.ts';

const all = ['a', 'b', 'c'].map((id) => ({ id }));

test('what is chosen keeps the order of the item', () => {
	expect(choose(['c'], 'a', true, { all, most: 2 })).toEqual(['a', 'c']);
	expect(choose(['a', 'c'], 'a', false, { all, most: 2 })).toEqual(['c']);
});

test('one more than may be chosen is refused, and taking back never is', () => {
	expect(choose(['a', 'b'], 'c', true, { all, most: 2 })).toBeNull();
	expect(choose(['a', 'b'], 'b', false, { all, most: 2 })).toEqual(['a']);
	expect(choose(['a', 'b'], 'b', true, { all, most: 2 })).toEqual(['a', 'b']);
});

test('where one may be chosen, another takes its place', () => {
	expect(choose(['a'], 'b', true, { all, most: 1 })).toEqual(['b']);
	expect(choose(['b'], 'b', false, { all, most: 1 })).toEqual([]);
});
