import { expect, test } from 'vitest';
import type { Item } from './schema/item.ts';
import type { ResponseValue } from './schema/response.ts';
import type { Solution } from './schema/solution.ts';
import { readNumber } from './read-number.ts';
import { score } from './scoring.ts';
import { testForm } from './testing/forms.ts';

/** 32 bytes. */
const SEED = 'A'.repeat(43);
const item = (id: string) => testForm.items.find((each) => each.id === id) as Item;
const marked = (id: string, solution: Solution, value?: ResponseValue) => {
	const { points, reason } = score(item(id), solution, value, SEED);
	return [points, reason];
};
const numeric = (text: string): ResponseValue => ({ type: 'numeric', text });
const metres: Solution = {
	type: 'numeric',
	item: 'four',
	correct: 0.2,
	tolerance: { kind: 'absolute', amount: 0.1 }
};

test('one choice', () => {
	const solution: Solution = { type: 'single_choice', item: 'one', correct: 'b' };
	expect(marked('one', solution, { type: 'single_choice', choice: 'b' })).toEqual([1, 'correct']);
	expect(marked('one', solution, { type: 'single_choice', choice: 'a' })).toEqual([0, 'wrong']);
	expect(marked('one', solution, { type: 'single_choice', choice: null })).toEqual([0, 'empty']);
	expect(marked('one', solution)).toEqual([0, 'empty']);
});

test('several choices, all or nothing or in part, never below zero, none counted twice', () => {
	const solution = (partial: boolean): Solution => ({
		type: 'multiple_choice',
		item: 'two',
		correct: ['a', 'c'],
		partial
	});
	const choices = (...chosen: string[]): ResponseValue => ({
		type: 'multiple_choice',
		choices: chosen
	});
	expect(marked('two', solution(false), choices('c', 'a'))).toEqual([2, 'correct']);
	expect(marked('two', solution(false), choices('a'))).toEqual([0, 'wrong']);
	expect(marked('two', solution(true), choices('a'))).toEqual([1, 'partly_correct']);
	expect(marked('two', solution(true), choices('a', 'a'))).toEqual([1, 'partly_correct']);
	expect(marked('two', solution(true), choices('a', 'b', 'd'))).toEqual([0, 'wrong']);
	expect(marked('two', solution(true), choices('a', 'b', 'c', 'd'))).toEqual([0, 'wrong']);
});

test('true or false', () => {
	const solution: Solution = { type: 'true_false', item: 'three', correct: false };
	expect(marked('three', solution, { type: 'true_false', value: false })).toEqual([1, 'correct']);
	expect(marked('three', solution, { type: 'true_false', value: null })).toEqual([0, 'empty']);
});

test('numbers: comma, point, sign, other digits, and the edge of the tolerance', () => {
	for (const text of ['0.3', '0,3', ' .1 ', '٠٫٢', '०.२', '2e-1', '+0.25'])
		expect(marked('four', metres, numeric(text))).toEqual([2, 'correct']);
	expect(marked('four', metres, numeric('0.31'))).toEqual([0, 'wrong']);
	expect(readNumber('\u2212۱۲')).toBe(-12);
});

test('numbers: what can be read in two ways goes to a person', () => {
	for (const text of ['1.234,5', '1 000', 'about 3', '3 km', '1e', '0x10'])
		expect(marked('four', metres, numeric(text))).toEqual([null, 'unreadable']);
});

test('numbers: a relative tolerance is of the right answer', () => {
	const solution: Solution = {
		type: 'numeric',
		item: 'four',
		correct: -200,
		tolerance: { kind: 'relative', amount: 0.05 }
	};
	expect(marked('four', solution, numeric('-190'))).toEqual([2, 'correct']);
	expect(marked('four', solution, numeric('-189'))).toEqual([0, 'wrong']);
});

test('short texts: space, case and composed letters', () => {
	const solution: Solution = {
		type: 'short_text',
		item: 'five',
		accepted: ['Carbon dioxide', 'é'],
		caseSensitive: false
	};
	for (const text of ['carbon  dioxide ', 'CARBON DIOXIDE', 'e\u0301'])
		expect(marked('five', solution, { type: 'short_text', text })).toEqual([1, 'correct']);
	const strict = { ...solution, caseSensitive: true } as Solution;
	expect(marked('five', strict, { type: 'short_text', text: 'carbon dioxide' })).toEqual([
		0,
		'wrong'
	]);
});

test('essays, missing solutions and answers of another type go to a person', () => {
	const essay: Solution = { type: 'essay', item: 'six', rubric: '' };
	expect(marked('six', essay, { type: 'essay', text: 'words' })).toEqual([null, 'needs_person']);
	expect(marked('six', essay, { type: 'essay', text: ' ' })).toEqual([0, 'empty']);
	expect(score(item('one'), undefined, { type: 'single_choice', choice: 'a' }, SEED).reason).toBe(
		'needs_person'
	);
	expect(marked('one', essay, numeric('1'))).toEqual([null, 'unreadable']);
});

test('the item’s own unit may stand behind the number, another one may not', () => {
	for (const typed of ['3.96 m/s', '3,96m/s', ' 3.96  m / s ', '٣٫٩٦ m/s'])
		expect(readNumber(typed, 'm/s')).toBe(3.96);
	expect(readNumber('20 °C', '\u2103')).toBe(20);
	for (const typed of ['3.96 km/h', 'm/s', '3.96 m/s m/s', '3.96 m'])
		expect(readNumber(typed, 'm/s')).toBe(null);
	expect(readNumber('3.96 m/s')).toBe(null);
});
