import { describe, expect, test } from 'vitest';
import type { AuthoredItem } from '../schema/authored-item.ts';
import type { Item } from '../schema/item.ts';
import type { Solution } from '../schema/solution.ts';
import { authored, itemTypes } from '../testing/every-item.ts';
import { checkItem } from './check-draft.ts';
import { NO_PICTURE } from './no-picture.ts';

type Whole = { item: Item; solution: Solution | null };
const codes = (item: Whole) => checkItem(item, null).map(({ code }) => code);
const changed = (
	type: Item['type'],
	change: (item: AuthoredItem) => { item?: object; solution?: object }
): Whole => {
	const from = authored(type);
	const { item, solution } = change(from);
	return {
		item: { ...from.item, ...item } as Item,
		solution: { ...from.solution, ...solution } as Solution
	};
};

test('a well written item of each type has nothing to be said about it', () => {
	for (const type of itemTypes.filter((each) => each !== 'upload'))
		expect(codes(authored(type)), type).toEqual([]);
});

test('an item about a picture says so until it has one, and words for all that is on it', () => {
	expect(codes(changed('hotspot', () => ({ item: { picture: NO_PICTURE } })))).toEqual([
		'no_picture'
	]);
	expect(codes(changed('drag_picture', () => ({ item: { alt: ' ' } })))).toEqual([
		'no_alternative_text'
	]);
	const wordless = changed('hotspot', ({ item }) => ({
		item: { areas: 'areas' in item ? item.areas.map((area) => ({ ...area, text: ' ' })) : [] }
	}));
	expect(codes(wordless)).toEqual(['place_without_words']);
	const unnamed = changed('drag_picture', ({ item }) => ({
		item: { zones: 'zones' in item ? item.zones.map((zone) => ({ ...zone, text: '' })) : [] }
	}));
	expect(codes(unnamed)).toEqual(['place_without_words']);
});

test('a single choice of which several options give all the points says so, and can be published', () => {
	const shares = (share: number) =>
		changed('single_choice', () => ({
			solution: { shares: [{ option: 'c', share }] }
		}));
	expect(checkItem(shares(1), null)).toEqual([
		{ code: 'several_right', stops: false, item: 'single' }
	]);
	expect(codes(shares(0.5))).toEqual([]);
});

describe('points that nobody can reach are said', () => {
	const share = (option: string, share: number) => ({ option, share });
	test.each([
		[
			'shares that add up to less',
			'multiple_choice',
			{},
			{ shares: [share('a', 0.5), share('c', 0.3)] }
		],
		['more right places than may be chosen', 'hotspot', {}, { correct: ['north', 'south'] }],
		[
			'two right options for a row that takes one',
			'matching',
			{},
			{
				correct: [
					{ row: 'r', option: 'x' },
					{ row: 'r', option: 'y' }
				]
			}
		],
		[
			'one option for two blanks that is there once',
			'drag_text',
			{},
			{
				correct: [
					{ blank: 'p', options: ['a'] },
					{ blank: 'q', options: ['a'] }
				]
			}
		],
		[
			'a gap whose best answer gives half',
			'gap_text',
			{},
			{ gaps: [{ gap: 'c', weight: 1, input: 'choice', shares: [share('y', 0.5)] }] }
		]
	] as const)('%s', (_, type, item, solution) => {
		expect(codes(changed(type, () => ({ item, solution })))).toContain('points_unreachable');
	});

	test('and those that can be reached are not', () => {
		const thirds = ['a', 'b', 'c'].map((id) => share(id, 0.33333));
		const both = [
			{ blank: 'p', options: ['a', 'b'] },
			{ blank: 'q', options: ['a'] }
		];
		expect(codes(changed('multiple_choice', () => ({ solution: { shares: thirds } })))).toEqual([]);
		expect(codes(changed('drag_text', () => ({ solution: { correct: both } })))).toEqual([]);
	});
});

test('a gap that nothing is said about, and a formula that cannot be read, are named', () => {
	const gap = { gap: 'c', weight: 1, input: 'choice', shares: [{ option: 'y', share: 1 }] };
	expect(
		checkItem(
			changed('gap_text', () => ({ solution: { gaps: [gap] } })),
			null
		)
	).toMatchObject([
		{ code: 'part_without_key', stops: false, detail: 'w' },
		{ code: 'part_without_key', stops: false, detail: 'n' }
	]);
	for (const formula of ['{a} *', '{a} * {c}', '{a} / 0'])
		expect(codes(changed('calculated', () => ({ solution: { formula } })))).toEqual([
			'formula_unreadable'
		]);
});

test('criteria that do not add up to the points are named, however they are written', () => {
	const criteria = (...points: number[]) =>
		points.map((one) => ({ text: 'Says why', points: one }));
	const essay = (solution: object) => codes(changed('essay', () => ({ solution })));
	expect(essay({ criteria: criteria(2, 2.5) })).toEqual(['criteria_differ']);
	expect(essay({ criteria: criteria(2, 2.5, 0.5) })).toEqual([]);
	expect(essay({ rubric: '- Says why (2)\n- Says how (2,5)' })).toEqual(['criteria_differ']);
	expect(essay({ rubric: 'As you think.' })).toEqual([]);
});

test('a picture on which only what is right can be chosen is named', () => {
	const both = changed('hotspot', () => ({ solution: { correct: ['north', 'south'] } }));
	expect(codes(both)).toContain('only_right_places');
	const one = changed('hotspot', ({ item }) => ({
		item: { areas: item.type === 'hotspot' ? item.areas.slice(0, 1) : [] }
	}));
	expect(codes(one)).toEqual(['only_right_places']);
});
