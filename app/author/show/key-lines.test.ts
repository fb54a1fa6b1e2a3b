import { expect, test } from 'vitest';
import type { Item } from '#sync/schema/item.ts';
import { keyOf, placeNumber, textOf } from './key-lines.ts';

const options = [
	{ id: 'a', text: 'Water' },
	{ id: 'b', text: '$\\mathrm{CO_2}$' },
	{ id: 'c', text: 'Sand' }
];
const base = { id: 'item', prompt: 'Which?', points: 2 };
const told = (...given: Parameters<typeof keyOf>) =>
	keyOf(...given)?.lines.map(({ of, text, share }) => [of, text, share]);

test('a choice is said by its text; one that is worth something of its own by how much', () => {
	const item: Item = { ...base, type: 'single_choice', options, shuffle: true };
	expect(
		told(item, {
			type: 'single_choice',
			item: 'item',
			correct: 'b',
			shares: [
				{ option: 'b', share: 1 },
				{ option: 'a', share: 0.5 },
				{ option: 'c', share: 0 }
			]
		})
	).toEqual([
		[null, '$\\mathrm{CO_2}$', null],
		[null, 'Water', 0.5]
	]);
});

test('a gap is called by its place where something is said to it', () => {
	const gaps = [
		{ id: 'first', input: 'text' as const },
		{ id: 'second', input: 'choice' as const, options, shuffle: false }
	];
	const item: Item = { ...base, type: 'gap_text', prompt: '[[second]] then [[first]]', gaps };
	expect(textOf(item, 'first')).toContain('2');
	expect(textOf(item, 'b')).toBe('$\\mathrm{CO_2}$');
	expect(textOf(item, 'gone')).toBe('gone');
});

test('gaps are counted as they stand in the prompt, not as they are listed', () => {
	const item: Item = {
		...base,
		type: 'gap_text',
		prompt: '[[second]] then [[first]]',
		gaps: [
			{ id: 'first', input: 'number' },
			{ id: 'second', input: 'text' }
		]
	};
	expect([placeNumber(item, 'second'), placeNumber(item, 'first')]).toEqual([1, 2]);
	const tolerance = { kind: 'absolute' as const, amount: 0.5 };
	expect(
		told(item, {
			type: 'gap_text',
			item: 'item',
			credit: 'parts',
			gaps: [
				{
					gap: 'first',
					weight: 1,
					input: 'number',
					accepted: [{ value: 4, tolerance, share: 1 }]
				},
				{
					gap: 'second',
					weight: 1,
					input: 'text',
					accepted: [{ text: 'a_b*', share: 0.25 }],
					caseSensitive: false,
					wildcards: false
				}
			]
		})
	).toEqual([
		['Gap 1', 'a\\_b\\*', 0.25],
		['Gap 2', '4 ± 0.5', null]
	]);
});

test('a tolerance of nothing is not said, and a formula stays a formula', () => {
	const item: Item = { ...base, type: 'calculated', wildcards: ['x'], variants: [[1]] };
	const solved = (amount: number) =>
		told(item, {
			type: 'calculated',
			item: 'item',
			formula: '2 * {x}',
			tolerance: { kind: 'relative', amount }
		});
	expect(solved(0)).toEqual([[null, '`2 * {x}`', null]]);
	expect(solved(0.01)).toEqual([[null, '`2 * {x}` ± 1%', null]]);
});

test('without a solution there is no key', () => {
	expect(keyOf({ ...base, type: 'essay' }, null)).toBeNull();
});
