import { expect, test } from 'vitest';
import { rightParts } from './right-parts.ts';

test('a label is right where any of those that are taken there was put', () => {
	const isRight = rightParts(
		{ type: 'drag_picture', placed: [{ zone: 'top', options: ['leaf', 'bud'] }] },
		{ type: 'drag_picture', placed: [{ zone: 'top', option: 'bud' }] }
	);
	expect(isRight?.('top', 'bud')).toBe(true);
	expect(isRight?.('top', 'root')).toBe(false);
	expect(isRight?.('foot', 'leaf')).toBe(false);
});

test('of a place with two labels neither is right, as it is marked', () => {
	const isRight = rightParts(
		{ type: 'drag_text', placed: [{ blank: 'p', options: ['a'] }] },
		{
			type: 'drag_text',
			placed: [
				{ blank: 'p', option: 'a' },
				{ blank: 'p', option: 'b' }
			]
		}
	);
	expect(isRight?.('p', 'a')).toBe(false);
});

test('of two pairs with the same row each is judged by itself', () => {
	const pairs = [
		{ row: 'r', option: 'x' },
		{ row: 'r', option: 'y' }
	];
	const isRight = rightParts({ type: 'matching', pairs }, { type: 'matching', pairs });
	expect([isRight?.('r', 'y'), isRight?.('r', 'z')]).toEqual([true, false]);
});

test('an answer of one piece has no parts that are right or wrong', () => {
	expect(
		rightParts({ type: 'single_choice', choice: 'a' }, { type: 'single_choice', choice: 'b' })
	).toBeUndefined();
});
