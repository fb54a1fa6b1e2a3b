import { expect, test } from 'vitest';
import { speak } from '#app/testing/speak.ts';
import { solution, type Solution } from '#sync/schema/solution.ts';
import type { Item } from '#sync/schema/item.ts';
import { askedTwoWays, isKeyed, keyFields, readKey } from './key-fields.ts';

const base = { id: 'q', prompt: 'What?', points: 2 };
const options = [
	{ id: 'a', text: 'A' },
	{ id: 'b', text: 'B' }
];
const cases: [Item, Solution][] = [
	[
		{ ...base, type: 'single_choice', options, shuffle: false },
		{ type: 'single_choice', item: 'q', correct: 'b' }
	],
	[
		{ ...base, type: 'multiple_choice', options, shuffle: false },
		{ type: 'multiple_choice', item: 'q', correct: ['a', 'b'], partial: true }
	],
	[
		{ ...base, type: 'true_false' },
		{ type: 'true_false', item: 'q', correct: false }
	],
	[
		{ ...base, type: 'numeric' },
		{
			type: 'numeric',
			item: 'q',
			correct: -2.5,
			tolerance: { kind: 'relative', amount: 0.1 },
			units: [{ name: 'km', factor: 1000 }]
		}
	],
	[
		{ ...base, type: 'short_text', maxLength: 50 },
		{ type: 'short_text', item: 'q', accepted: ['ein Wort', 'zwei'], caseSensitive: true }
	]
];

test('a key goes into its fields and comes out as it was, units, letters and all', () => {
	for (const [item, key] of cases) {
		expect(isKeyed(item)).toBe(true);
		const read = isKeyed(item) ? readKey(item, key, keyFields(key)) : null;
		expect(read).toEqual(key);
		expect(solution.safeParse(read).success).toBe(true);
	}
});

test('what is no key yet is none', () => {
	for (const [item] of cases)
		if (isKeyed(item)) expect(readKey(item, undefined, keyFields(undefined))).toBeNull();
});

test('an essay has no key to change', () => {
	expect(isKeyed({ ...base, type: 'essay' })).toBe(false);
});

test('a number that reads two ways is asked about only where somebody typed it', () => {
	speak('es');
	const item = { ...base, type: 'numeric' } as const;
	const before: Solution = {
		type: 'numeric',
		item: 'q',
		correct: 3.142,
		tolerance: { kind: 'absolute', amount: 0.125 },
		units: []
	};
	const fields = keyFields(before);
	expect(readKey(item, before, fields)).toEqual(before);
	expect(askedTwoWays('number', fields, before)).toBeNull();
	expect(readKey(item, before, { ...fields, number: '8.850' })).toBeNull();
	expect(readKey(item, before, { ...fields, tolerance: '1.000' })).toBeNull();
	expect(askedTwoWays('tolerance', { ...fields, tolerance: '1.000' }, before)).toEqual({
		grouped: '1000',
		plain: '1'
	});
	expect(readKey(item, before, { ...fields, tolerance: '-1' })).toBeNull();
	expect(readKey(item, before, { ...fields, number: '8,85' })).toMatchObject({ correct: 8.85 });
});
