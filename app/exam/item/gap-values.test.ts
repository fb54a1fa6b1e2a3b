import { expect, test } from 'vitest';
import { fill, isUnreadableGap, valueIn } from './gap-values.ts';

const gaps = [{ id: 'a' }, { id: 'b' }];

test('gaps keep the order of the item, and an empty one is left out', () => {
	const filled = fill(fill([], 'b', '2', gaps), 'a', '1', gaps);
	expect(filled).toEqual([
		{ gap: 'a', value: '1' },
		{ gap: 'b', value: '2' }
	]);
	expect(fill(filled, 'a', '', gaps)).toEqual([{ gap: 'b', value: '2' }]);
	expect(valueIn(filled, 'b')).toBe('2');
	expect(valueIn(filled, 'c')).toBe('');
});

test('only where a number is asked for can something be no number', () => {
	const number = { id: 'a', input: 'number', unit: 'm' } as const;
	expect(isUnreadableGap(number, 'long')).toBe(true);
	expect(isUnreadableGap(number, '3,5 m')).toBe(false);
	expect(isUnreadableGap(number, '  ')).toBe(false);
	expect(isUnreadableGap({ id: 'a', input: 'text' }, 'long')).toBe(false);
});
