import { expect, test } from 'vitest';
import { feedback, type TypedFeedback } from '../schema/solution.ts';
import type { ResponseValue } from '../schema/response.ts';
import { everyItem } from '../testing/every-item.ts';
import { variantOf } from '../variant.ts';
import { saidFeedback } from './said-feedback.ts';
import { typedFeedbackOf } from './typed-feedback.ts';

const seed = 'AAAAAAAAAAAAAAAAAAAAAA';
const exact = { kind: 'absolute', amount: 0 } as const;
const words = (id: string, answer: string, more: object = {}): TypedFeedback => ({
	id,
	input: 'text',
	answer,
	caseSensitive: false,
	wildcards: false,
	text: `of ${id}`,
	...more
});
const short = (all: TypedFeedback[], text: string) =>
	typedFeedbackOf(all, everyItem.short_text, { type: 'short_text', text }, seed);

test('of what is said to typed answers the first that fits is said, read as the marker reads them', () => {
	const all = [
		words('rome', 'Rome'),
		words('strict', 'OSLO', { caseSensitive: true }),
		words('r', 'R*', { wildcards: true }),
		words('star', '*')
	];
	expect(short(all, '  rome ')).toEqual(['of rome']);
	expect(short(all, 'Riga')).toEqual(['of r']);
	expect([short(all, 'Oslo'), short(all, 'OSLO')]).toEqual([[], ['of strict']]);
	expect(short(all, '*')).toEqual(['of star']);
	expect([short(all, ' '), short([words('none', '')], 'x')]).toEqual([[], []]);
});

test('whatever else was typed has what is said to it, an empty answer has not', () => {
	const all = [words('rome', 'Rome', { text: '' }), { id: 'any', input: 'other', text: 'No.' }];
	expect(short(all as TypedFeedback[], 'Oslo')).toEqual(['No.']);
	expect(short(all as TypedFeedback[], '')).toEqual([]);
	const response = { type: 'short_text' as const, text: 'Rome' };
	const said = { item: 'short', correct: 'Yes.', typed: all as TypedFeedback[] };
	const answered = { item: everyItem.short_text, reason: 'correct' as const, response, seed };
	expect(saidFeedback(said, answered)).toEqual(['Yes.']);
});

test('numbers fit within their tolerance, with any sign and unit the marker takes', () => {
	const all: TypedFeedback[] = [
		{ id: 'a', input: 'number', value: 2000, tolerance: exact, text: 'far' },
		{
			id: 'b',
			input: 'number',
			value: 5,
			tolerance: { kind: 'relative', amount: 0.1 },
			text: 'near'
		}
	];
	const km = all.map((one) => ({ ...one, units: [{ name: 'km', factor: 1000 }] }));
	const of = (list: TypedFeedback[], text: string) =>
		typedFeedbackOf(list, everyItem.numeric, { type: 'numeric', text }, seed);
	expect([of(all, '2000 m'), of(all, '4,5'), of(all, '2 km')]).toEqual([['far'], ['near'], []]);
	expect([of(km, '2 km'), of(all, 'many')]).toEqual([['far'], []]);
	const rest = [...km, { id: 'rest', input: 'other' as const, text: 'else' }];
	expect([of(rest, '7 km'), of(rest, '7'), of(rest, 'many')]).toEqual([['else'], ['else'], []]);
});

test('a formula is worked out in the numbers the student got', () => {
	const item = everyItem.calculated;
	if (item.type !== 'calculated') throw new TypeError(item.type);
	const { a = 0, b = 0 } = variantOf(item, seed);
	const all: TypedFeedback[] = [
		{ id: 'sum', input: 'formula', formula: '{a} + {b}', tolerance: exact, text: 'Added.' },
		{ id: 'broken', input: 'formula', formula: '{a} *', tolerance: exact, text: 'never' }
	];
	const of = (text: string) =>
		typedFeedbackOf(all, everyItem.calculated, { type: 'calculated', text }, seed);
	expect([of(String(a + b)), of(String(a * b))]).toEqual([['Added.'], []]);
});

test('each gap has its own', () => {
	const all: TypedFeedback[] = [
		words('w', 'cup', { gap: 'w' }),
		{ id: 'n', gap: 'n', input: 'number', value: 2, tolerance: exact, text: 'two' },
		{ id: 'rest', gap: 'n', input: 'other', text: 'else' },
		words('all', 'cup')
	];
	const of = (filled: { gap: string; value: string }[]) => {
		const response: ResponseValue = { type: 'gap_text', filled };
		return typedFeedbackOf(all, everyItem.gap_text, response, seed);
	};
	expect(
		of([
			{ gap: 'w', value: 'Cup' },
			{ gap: 'n', value: '2kg' }
		])
	).toEqual(['of w', 'two']);
	expect(
		of([
			{ gap: 'n', value: '7' },
			{ gap: 'c', value: 'cup' }
		])
	).toEqual(['else']);
});

test('feedback without any is what it was, and a rule of another kind is refused', () => {
	expect(feedback.parse({ item: 'a', wrong: 'No.' })).toEqual({ item: 'a', wrong: 'No.' });
	const odd = { id: 'a', input: 'number', answer: 'x', text: '' };
	expect(feedback.safeParse({ item: 'a', typed: [odd] }).success).toBe(false);
});
