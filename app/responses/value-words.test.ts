import { expect, test } from 'vitest';
import type { Item } from '#sync/schema/item.ts';
import type { ResponseValue } from '#sync/schema/response.ts';
import { answerWords, valueWords } from './value-words.ts';

const base = { id: 'item', prompt: 'A [[two]] and a [[one]]', points: 1 };
const options = [
	{ id: 'a', text: '**Lima**' },
	{ id: 'b', text: 'Quito' }
];
const said = (item: Item, value: ResponseValue | null) =>
	valueWords(item, value)?.map(({ of, text }) => (of ? `${of.text}: ${text}` : text)) ?? null;

test('pairs, orders and places are said with what they belong to', () => {
	const rows = [{ id: 'p', text: 'Peru' }];
	const table = { rows, options, several: false, reuse: false, shuffle: false };
	expect(
		said(
			{ ...base, type: 'matching', ...table },
			{ type: 'matching', pairs: [{ row: 'p', option: 'a' }] }
		)
	).toEqual(['Peru: **Lima**']);
	expect(
		said(
			{ ...base, type: 'ordering', options, shuffle: true },
			{ type: 'ordering', order: ['b', 'a'] }
		)
	).toEqual(['1: Quito', '2: **Lima**']);
});

test('gaps are numbered as they are read; what a student typed is never read as Markdown', () => {
	const item: Item = {
		...base,
		type: 'gap_text',
		gaps: [
			{ id: 'one', input: 'text' },
			{ id: 'two', input: 'choice', options, shuffle: false }
		]
	};
	const value: ResponseValue = {
		type: 'gap_text',
		filled: [
			{ gap: 'one', value: '**bold**' },
			{ gap: 'two', value: 'b' }
		]
	};
	expect(said(item, value)).toEqual(['Gap 2: **bold**', 'Gap 1: Quito']);
	expect(valueWords(item, value)?.map(({ rich }) => rich)).toEqual([false, true]);
});

test('what the form does not have is said by its id', () => {
	const item: Item = {
		...base,
		type: 'drag_text',
		blanks: ['one'],
		options,
		reuse: false,
		shuffle: false
	};
	expect(said(item, { type: 'drag_text', placed: [{ blank: 'gone', option: 'lost' }] })).toEqual([
		'gone: lost'
	]);
});

test('an area is said by its number and its words; an answer taken back says nothing', () => {
	const item: Item = {
		...base,
		type: 'hotspot',
		picture: 'ab'.repeat(32),
		alt: 'A heart',
		areas: [{ id: 'l', text: 'left', shape: { kind: 'circle', x: 0.5, y: 0.5, radius: 0.1 } }],
		most: 1
	};
	expect(said(item, { type: 'hotspot', areas: ['l'] })).toEqual(['Place 1, left']);
	expect(said(item, { type: 'hotspot', areas: [] })).toBeNull();
	expect(said(item, null)).toBeNull();
});

test('parts that were left empty are said of an answer, and not of one that says nothing', () => {
	const rows = [
		{ id: 'p', text: 'Peru' },
		{ id: 'e', text: 'Ecuador' }
	];
	const table = { rows, options, several: false, reuse: false, shuffle: false };
	const matching: Item = { ...base, type: 'matching', ...table };
	const text = (words: ReturnType<typeof answerWords>) =>
		words?.map((line) => `${line.of?.text ?? ''}: ${line.text}`) ?? null;
	const half: ResponseValue = { type: 'matching', pairs: [{ row: 'e', option: 'b' }] };
	expect(text(answerWords(matching, half))).toEqual(['Peru: empty', 'Ecuador: Quito']);
	expect(answerWords(matching, { type: 'matching', pairs: [] })).toBeNull();
	const gaps: Item = {
		...base,
		type: 'gap_text',
		gaps: [
			{ id: 'one', input: 'text' },
			{ id: 'two', input: 'text' }
		]
	};
	const filled: ResponseValue = { type: 'gap_text', filled: [{ gap: 'one', value: 'x' }] };
	expect(text(answerWords(gaps, filled))).toEqual(['Gap 1: empty', 'Gap 2: x']);
});
