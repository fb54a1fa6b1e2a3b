import { expect, test } from 'vitest';
import type { ItemOf } from '#sync/schema/item.ts';
import { isUnreadable } from './answered.ts';

const base = { id: 'item', prompt: '…', points: 1 };
const gaps: ItemOf<'gap_text'> = {
	...base,
	type: 'gap_text',
	gaps: [
		{ id: 'number', input: 'number', unit: 'm' },
		{ id: 'word', input: 'text' }
	]
};
const filled = (gap: string, value: string) => ({
	type: 'gap_text' as const,
	filled: [{ gap, value }]
});

test('a number that is none is seen in a gap too, and only where a number is asked for', () => {
	expect(isUnreadable(gaps, filled('number', 'far'))).toBe(true);
	expect(isUnreadable(gaps, filled('number', '3,5 m'))).toBe(false);
	expect(isUnreadable(gaps, filled('word', 'far'))).toBe(false);
	expect(isUnreadable(gaps, undefined)).toBe(false);
});

test('a number of one’s own is read like any other', () => {
	const item: ItemOf<'calculated'> = {
		...base,
		type: 'calculated',
		wildcards: ['x'],
		variants: [[1]],
		unit: 'm'
	};
	expect(isUnreadable(item, { type: 'calculated', text: 'far' })).toBe(true);
	expect(isUnreadable(item, { type: 'calculated', text: '2 m' })).toBe(false);
	expect(isUnreadable(item, { type: 'numeric', text: 'far' })).toBe(false);
});
