import { describe, expect, test } from 'vitest';
import { toBase64url } from './bytes.ts';
import type { Item } from './schema/item.ts';
import type { ResponseValue } from './schema/response.ts';
import type { Solution } from './schema/solution.ts';
import { score } from './scoring.ts';
import { variantOf } from './variant.ts';

const SEED = 'A'.repeat(43);
const options = (...ids: string[]) => ids.map((id) => ({ id, text: id }));
const marked = (item: Item, solution: Solution, value: ResponseValue) => {
	const { points, reason } = score(item, solution, value, SEED);
	return [points, reason];
};

describe('choices with shares of their own', () => {
	const base = {
		id: 'i',
		prompt: 'Which?',
		points: 3,
		options: options('a', 'b', 'c'),
		shuffle: true
	};
	test('a wrong choice may be worth something, or less than nothing', () => {
		const item: Item = { ...base, type: 'single_choice' };
		const solution: Solution = {
			type: 'single_choice',
			item: 'i',
			correct: 'a',
			shares: [
				{ option: 'b', share: 0.33333 },
				{ option: 'c', share: -0.33333 }
			]
		};
		const choose = (choice: string) => marked(item, solution, { type: 'single_choice', choice });
		expect(choose('a')).toEqual([3, 'correct']);
		expect(choose('b')).toEqual([1, 'partly_correct']);
		expect(choose('c')).toEqual([-1, 'wrong']);
	});

	test('three thirds of several choices are one, and wrong ones never go below zero', () => {
		const item: Item = { ...base, type: 'multiple_choice' };
		const solution: Solution = {
			type: 'multiple_choice',
			item: 'i',
			correct: ['a', 'b'],
			partial: true,
			shares: [
				{ option: 'a', share: 0.33333 },
				{ option: 'b', share: 0.66666 },
				{ option: 'c', share: -1 }
			]
		};
		const choose = (...choices: string[]) =>
			marked(item, solution, { type: 'multiple_choice', choices });
		expect(choose('a', 'b')).toEqual([3, 'correct']);
		expect(choose('a')).toEqual([1, 'partly_correct']);
		expect(choose('a', 'a')).toEqual([1, 'partly_correct']);
		expect(choose('b', 'c')).toEqual([0, 'wrong']);
	});
});

describe('matching', () => {
	const item: Item = {
		id: 'i',
		prompt: 'Match.',
		points: 2,
		type: 'matching',
		rows: options('r', 's'),
		options: options('x', 'y', 'z'),
		several: false,
		reuse: false,
		shuffle: true
	};
	const solution = (credit: 'all' | 'parts' | 'parts_less_wrong'): Solution => ({
		type: 'matching',
		item: 'i',
		correct: [
			{ row: 'r', option: 'x' },
			{ row: 's', option: 'y' }
		],
		credit
	});
	const pairs = (...all: [string, string][]): ResponseValue => ({
		type: 'matching',
		pairs: all.map(([row, option]) => ({ row, option }))
	});

	test('each pair for itself, or all or nothing; a pair that was sent twice counts once', () => {
		expect(marked(item, solution('parts'), pairs(['r', 'x'], ['s', 'z']))).toEqual([
			1,
			'partly_correct'
		]);
		expect(marked(item, solution('parts'), pairs(['r', 'x'], ['r', 'x']))).toEqual([
			1,
			'partly_correct'
		]);
		expect(marked(item, solution('all'), pairs(['r', 'x'], ['s', 'z']))).toEqual([0, 'wrong']);
		expect(marked(item, solution('all'), pairs(['s', 'y'], ['r', 'x']))).toEqual([2, 'correct']);
	});

	test('attack: all pairs at once earn nothing where a wrong one costs', () => {
		const all = ['r', 's'].flatMap((row) =>
			['x', 'y', 'z'].map((option): [string, string] => [row, option])
		);
		expect(marked(item, solution('parts_less_wrong'), pairs(...all))).toEqual([0, 'wrong']);
	});
});

describe('ordering', () => {
	const item: Item = {
		id: 'i',
		prompt: 'Order.',
		points: 4,
		type: 'ordering',
		options: options('a', 'b', 'c', 'd', 'e'),
		shuffle: true
	};
	const by = (credit: 'all' | 'position' | 'next' | 'longest', ...order: string[]) =>
		marked(
			item,
			{ type: 'ordering', item: 'i', correct: ['a', 'b', 'c', 'd', 'e'], credit },
			{ type: 'ordering', order }
		);

	test('all or nothing, by place, by neighbours, by the longest run in order', () => {
		const late = ['b', 'c', 'd', 'e', 'a'];
		expect(by('all', ...late)).toEqual([0, 'wrong']);
		expect(by('position', ...late)).toEqual([0, 'wrong']);
		expect(by('next', ...late)).toEqual([3, 'partly_correct']);
		expect(by('longest', ...late)).toEqual([3.2, 'partly_correct']);
		expect(by('longest', 'e', 'd', 'c', 'b', 'a')).toEqual([0, 'wrong']);
		for (const credit of ['all', 'position', 'next', 'longest'] as const)
			expect(by(credit, 'a', 'b', 'c', 'd', 'e')).toEqual([4, 'correct']);
	});

	test('attack: an order with an option twice, left out or unknown earns nothing', () => {
		expect(by('position', 'a', 'b', 'c', 'd', 'd')).toEqual([0, 'wrong']);
		expect(by('position', 'a', 'b', 'c', 'd')).toEqual([0, 'wrong']);
		expect(by('position', 'a', 'b', 'c', 'd', 'x')).toEqual([0, 'wrong']);
	});
});

describe('gaps', () => {
	const item: Item = {
		id: 'i',
		prompt: '[[w]] [[n]] [[c]]',
		points: 4,
		type: 'gap_text',
		gaps: [
			{ id: 'w', input: 'text' },
			{ id: 'n', input: 'number', unit: 'kg' },
			{ id: 'c', input: 'choice', options: options('x', 'y'), shuffle: false }
		]
	};
	const solution: Solution = {
		type: 'gap_text',
		item: 'i',
		credit: 'parts',
		gaps: [
			{
				gap: 'w',
				weight: 2,
				input: 'text',
				accepted: [
					{ text: 'ice*', share: 1 },
					{ text: 'snow', share: 0.5 }
				],
				caseSensitive: false,
				wildcards: true
			},
			{
				gap: 'n',
				weight: 1,
				input: 'number',
				accepted: [{ value: 3, tolerance: { kind: 'absolute', amount: 0.5 }, share: 1 }]
			},
			{ gap: 'c', weight: 1, input: 'choice', shares: [{ option: 'y', share: 1 }] }
		]
	};
	const fill = (filled: Record<string, string>) =>
		marked(item, solution, {
			type: 'gap_text',
			filled: Object.entries(filled).map(([gap, value]) => ({ gap, value }))
		});

	test('each by its weight; an empty one is worth nothing', () => {
		expect(fill({ w: 'Iceberg', n: '3,4 kg', c: 'y' })).toEqual([4, 'correct']);
		expect(fill({ w: 'snow', c: 'x' })).toEqual([1, 'partly_correct']);
		expect(fill({ w: 'rain', n: '9', c: 'x' })).toEqual([0, 'wrong']);
	});

	test('a number that cannot be read goes to a person', () => {
		expect(fill({ w: 'ice', n: 'three' })).toEqual([null, 'unreadable']);
	});

	test('attack: a pattern of many stars is matched in a moment', () => {
		const long = `${'a'.repeat(900)}b`;
		const stars: Solution = {
			type: 'short_text',
			item: 's',
			accepted: [`${'a*'.repeat(400)}c`],
			caseSensitive: true,
			wildcards: true
		};
		const short: Item = { id: 's', prompt: '?', points: 1, type: 'short_text', maxLength: 1000 };
		expect(marked(short, stars, { type: 'short_text', text: long })).toEqual([0, 'wrong']);
		expect(marked(short, stars, { type: 'short_text', text: `${'a'.repeat(900)}c` })).toEqual([
			1,
			'correct'
		]);
	});
});

describe('dragged and chosen', () => {
	const drag: Item = {
		id: 'i',
		prompt: '[[p]] [[q]]',
		points: 2,
		type: 'drag_text',
		blanks: ['p', 'q'],
		options: options('a', 'b', 'c'),
		reuse: true,
		shuffle: false
	};
	test('a blank takes any of its options; one that got two has none', () => {
		const solution: Solution = {
			type: 'drag_text',
			item: 'i',
			correct: [
				{ blank: 'p', options: ['a', 'b'] },
				{ blank: 'q', options: ['c'] }
			],
			credit: 'parts'
		};
		const put = (...placed: [string, string][]) =>
			marked(drag, solution, {
				type: 'drag_text',
				placed: placed.map(([blank, option]) => ({ blank, option }))
			});
		expect(put(['p', 'b'], ['q', 'c'])).toEqual([2, 'correct']);
		expect(put(['p', 'b'], ['q', 'a'])).toEqual([1, 'partly_correct']);
		expect(put(['p', 'a'], ['p', 'c'])).toEqual([0, 'wrong']);
	});

	test('words of a text, with and without a price for wrong ones', () => {
		const item: Item = {
			id: 'i',
			prompt: '[[a]] [[b]] [[c]]',
			points: 2,
			type: 'hot_text',
			spans: options('a', 'b', 'c'),
			most: 3
		};
		const choose = (credit: 'parts' | 'parts_less_wrong', ...spans: string[]) =>
			marked(
				item,
				{ type: 'hot_text', item: 'i', correct: ['a', 'b'], credit },
				{ type: 'hot_text', spans }
			);
		expect(choose('parts', 'a', 'c')).toEqual([1, 'partly_correct']);
		expect(choose('parts_less_wrong', 'a', 'c')).toEqual([0, 'wrong']);
		expect(choose('parts_less_wrong', 'a', 'b')).toEqual([2, 'correct']);
	});
});

test('a calculated item is marked with the numbers of the student’s own seed', () => {
	const item: Item = {
		id: 'i',
		prompt: '{a} times {b}?',
		points: 1,
		type: 'calculated',
		wildcards: ['a', 'b'],
		variants: Array.from({ length: 50 }, (_, at) => [at + 2, 10 + at])
	};
	const solution: Solution = {
		type: 'calculated',
		item: 'i',
		formula: '{a} * {b}',
		tolerance: { kind: 'relative', amount: 0.01 }
	};
	const { a = 0, b = 0 } = variantOf(item, SEED);
	expect(marked(item, solution, { type: 'calculated', text: String(a * b) })).toEqual([
		1,
		'correct'
	]);
	expect(marked(item, solution, { type: 'calculated', text: String(a * b * 1.02) })).toEqual([
		0,
		'wrong'
	]);
	const other = variantOf(item, toBase64url(new Uint8Array(32).fill(7)));
	expect(other).not.toEqual({ a, b });
	const unreadable: Solution = { ...solution, formula: '{a} / 0' } as Solution;
	expect(marked(item, unreadable, { type: 'calculated', text: '1' })).toEqual([null, 'unreadable']);
});
