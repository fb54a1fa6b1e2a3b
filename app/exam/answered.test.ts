import { expect, test } from 'vitest';
import type { ItemOf } from '#sync/schema/item.ts';
import { isIncomplete, isUnreadable, wordsAmiss } from './answered.ts';

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

test('a number with a unit that only the key knows is no unreadable one', () => {
	const item: ItemOf<'numeric'> = { ...base, type: 'numeric', unit: 'km/h' };
	for (const text of ['16.67 m/s', '16,67 m/s', '60 km/h'])
		expect(isUnreadable(item, { type: 'numeric', text }), text).toBe(false);
	expect(isUnreadable(item, { type: 'numeric', text: '16 or 17' })).toBe(true);
	// A gap’s key has one unit.
	expect(isUnreadable(gaps, filled('number', '3 cm'))).toBe(true);
});

test('an essay of another length than asked for is named with its words, an empty or a fitting one is not', () => {
	const essay: ItemOf<'essay'> = { ...base, type: 'essay', minWords: 3, maxWords: 4 };
	const amiss = (text: string, item: ItemOf<'essay'> = essay) =>
		wordsAmiss(item, { type: 'essay', text })?.count ?? null;
	expect(
		['', ' ', 'one two', 'one two three', '1 2 3 4', '1 2 3 4 5'].map((text) => amiss(text))
	).toEqual([null, null, 2, null, null, 5]);
	expect(amiss('one', { ...base, type: 'essay' })).toBeNull();
	expect(amiss('one', { ...base, type: 'essay', maxWords: 2 })).toBeNull();
	expect(amiss('one', { ...base, type: 'essay', minWords: 2 })).toBe(1);
});

test('an answer is incomplete while one of its parts has nothing', () => {
	expect(isIncomplete(gaps, filled('word', 'far'))).toBe(true);
	expect(isIncomplete(gaps, undefined)).toBe(false);
	expect(isIncomplete(gaps, { type: 'gap_text', filled: [{ gap: 'word', value: ' ' }] })).toBe(
		false
	);
	const whole = { type: 'gap_text' as const, filled: [] as { gap: string; value: string }[] };
	whole.filled.push({ gap: 'number', value: '2' }, { gap: 'word', value: 'far' });
	expect(isIncomplete(gaps, whole)).toBe(false);
	const part = (id: string) => ({ id, text: id });
	const matching = {
		...base,
		type: 'matching' as const,
		rows: ['r1', 'r2', 'r3'].map(part),
		options: ['a', 'b'].map(part),
		several: true,
		reuse: true,
		shuffle: false
	};
	const pairs = (...rows: string[]) => ({
		type: 'matching' as const,
		pairs: rows.map((row) => ({ row, option: 'a' }))
	});
	expect(isIncomplete(matching, pairs('r1', 'r2', 'r2'))).toBe(true);
	expect(isIncomplete(matching, pairs('r1', 'r2', 'r3'))).toBe(false);
	// Two options that can be used once fill two of the three rows.
	expect(isIncomplete({ ...matching, reuse: false }, pairs('r1', 'r2'))).toBe(false);
	expect(isIncomplete({ ...matching, reuse: false }, pairs('r1'))).toBe(true);
});
