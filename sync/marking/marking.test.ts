import { expect, test } from 'vitest';
import type { Form } from '../schema/form.ts';
import type { Solution } from '../schema/solution.ts';
import { everyItem, itemTypes, keyOf } from '../testing/every-item.ts';
import { changeKeys } from './change-keys.ts';
import { countedOf, keyHashOf, markerOf } from './mark-attempt.ts';
import { passedOf, percentOf, sumOf } from './percent.ts';
import { rightAnswerOf, rightTyped } from './right-answer.ts';
import { criteriaOf, readCriteria } from './rubric.ts';
import { saidFeedback } from './said-feedback.ts';

const SECRET = 'what else is taken';
const items = itemTypes.map((type) => everyItem[type]);
const solutions = itemTypes.flatMap((type) => keyOf(type, SECRET) ?? []);
const id = '00000000-0000-4000-8000-000000000001';
const form: Form = {
	version: 1,
	id,
	exam: id,
	title: 'All',
	language: 'en',
	instructions: '',
	shuffleItems: false,
	items,
	media: []
};
const seed = 'AAAAAAAAAAAAAAAAAAAAAA';

test('the marks follow from form, keys, responses and seed, each time the same', () => {
	const mark = markerOf(form, { solutions, struck: [] });
	const responses = new Map([['true-false', { type: 'true_false' as const, value: false }]]);
	const marks = mark(responses, seed);
	expect(marks).toHaveLength(items.length - 1);
	expect(marks.find(({ item }) => item === 'true-false')).toMatchObject({
		points: 1,
		struck: null
	});
	expect(mark(responses, seed)).toEqual(marks);
});

test('a struck item is worth the same to everybody', () => {
	const strikes = [
		{ item: 'single', how: 'full' as const },
		{ item: 'multiple', how: 'drop' as const }
	];
	const marks = markerOf(form, { solutions, struck: strikes })(new Map(), seed);
	const counted = (item: string) => marks.filter((one) => one.item === item).map(countedOf);
	expect(counted('single')).toEqual([{ points: 1, maximum: 1 }]);
	expect(counted('multiple')).toEqual([{ points: 0, maximum: 0 }]);
	expect(counted('numeric')).toEqual([{ points: 0, maximum: 1 }]);
});

test('the hash of keys without strikes is that of the solutions alone, and another with one', () => {
	const plain = keyHashOf({ solutions, struck: [] });
	expect(plain).toMatch(/^[0-9a-f]{64}$/);
	expect(keyHashOf({ solutions, struck: [{ item: 'single', how: 'full' }] })).not.toBe(plain);
	expect(keyHashOf({ solutions: solutions.slice(1), struck: [] })).not.toBe(plain);
});

test('a changed key has to fit its item; a strike is taken back only where there is one', () => {
	const keys = { solutions, struck: [] };
	const change = (solution: Solution, item = 'single') =>
		changeKeys(form, keys, [{ kind: 'key', item, solution }]);
	const choice = { type: 'single_choice' as const, item: 'single', correct: 'b' };
	const changed = change(choice);
	expect(changed.ok && changed.keys.solutions.find(({ item }) => item === 'single')).toEqual(
		choice
	);
	expect(change({ ...choice, correct: 'z' })).toMatchObject({ ok: false, item: 'single' });
	expect(change(choice, 'numeric')).toMatchObject({ ok: false });
	expect(change(choice, 'nowhere')).toMatchObject({ because: 'no_such_item' });
	const restore = changeKeys(form, keys, [{ kind: 'restore', item: 'single' }]);
	expect(restore).toMatchObject({ because: 'not_struck' });
	const twice = changeKeys(form, keys, [
		{ kind: 'strike_full', item: 'single' },
		{ kind: 'strike_drop', item: 'single' }
	]);
	expect(twice).toMatchObject({ because: 'twice' });
});

test('criteria are the lines of a list that end in points, or what was written as criteria', () => {
	const read = readCriteria(
		'Look for:\n- Names both causes (3)\n* Weighs them [1,5 points]\n2. Concludes (2).\n- A note (see page 4)\nNo list (9)'
	);
	expect(read).toEqual([
		{ id: 'c1', text: 'Names both causes', points: 3 },
		{ id: 'c2', text: 'Weighs them', points: 1.5 },
		{ id: 'c3', text: 'Concludes', points: 2 }
	]);
	const essay = { type: 'essay' as const, item: 'essay', rubric: '- A (1)' };
	expect(criteriaOf({ ...essay, criteria: [{ text: 'B', points: 4 }] })).toEqual([
		{ id: 'c1', text: 'B', points: 4 }
	]);
	expect(criteriaOf(essay)).toHaveLength(1);
	expect(criteriaOf({ type: 'true_false', item: 'x', correct: true })).toEqual([]);
});

test('what is right is said of every type that has it, and nothing of what else is taken', () => {
	for (const item of items) {
		const right = rightAnswerOf(item, keyOf(item.type, SECRET) ?? undefined, seed);
		const has = !['essay', 'upload', 'description'].includes(item.type);
		expect([item.type, right !== null]).toEqual([item.type, has]);
	}
	const numeric = rightAnswerOf(everyItem.numeric, keyOf('numeric', SECRET) ?? undefined, seed);
	expect(numeric).toEqual({ type: 'numeric', value: 42 });
	const calculated = keyOf('calculated', SECRET) ?? undefined;
	expect(rightAnswerOf(everyItem.calculated, calculated, seed)).toEqual({
		type: 'calculated',
		value: expect.any(Number),
		unit: SECRET.slice(0, 40)
	});
});

test('the unit that students type stands behind what is right, where the item shows none', () => {
	const solution = {
		type: 'numeric' as const,
		item: 'n',
		correct: 16.67,
		tolerance: { kind: 'absolute' as const, amount: 0.01 },
		units: [
			{ name: 'km/h', factor: 0.27778 },
			{ name: 'm/s', factor: 1 }
		]
	};
	const item = { id: 'n', type: 'numeric' as const, prompt: '?', points: 1 };
	expect(rightAnswerOf(item, solution, seed)).toEqual({
		type: 'numeric',
		value: 16.67,
		unit: 'm/s'
	});
	expect(rightTyped(item, solution, seed)).toEqual({ type: 'numeric', text: '16.67 m/s' });
	expect(rightAnswerOf({ ...item, unit: 'm/s' }, solution, seed)).not.toHaveProperty('unit');
});

test('feedback is for the answer that was given', () => {
	const feedback = {
		item: 'single',
		general: 'all',
		correct: 'yes',
		wrong: 'no',
		parts: [{ id: 'a', text: 'of a' }]
	};
	const of = (choice: string, reason: 'correct' | 'wrong') =>
		saidFeedback(feedback, {
			item: everyItem.single_choice,
			reason,
			response: { type: 'single_choice', choice },
			seed
		});
	expect(of('a', 'wrong')).toEqual(['of a', 'no', 'all']);
	expect(of('b', 'correct')).toEqual(['yes', 'all']);
	const nothing = { item: everyItem.numeric, reason: 'wrong' as const, response: undefined, seed };
	expect(saidFeedback(undefined, nothing)).toEqual([]);
});

test('passed at the mark itself, undecided while something waits, neither without a mark', () => {
	expect(passedOf({ points: 0.1 + 0.2, maximum: 0.6, waiting: 0 }, 50)).toBe(true);
	expect(passedOf({ points: 4.9, maximum: 10, waiting: 0 }, 50)).toBe(false);
	expect(passedOf({ points: 9, maximum: 10, waiting: 1 }, 50)).toBeNull();
	expect(passedOf({ points: 9, maximum: 10, waiting: 0 }, null)).toBeNull();
	expect(percentOf(1, 3)).toBe(33.33);
	expect(percentOf(0, 0)).toBeNull();
	expect(sumOf([1 / 3, 1 / 3, null, 1 / 3])).toBe(1);
});
