import { expect, test } from 'vitest';
import { isPlain, plainText } from './plain-text.ts';
import { gapsIn, readingOrder } from './rich-tokens.ts';

test('emphasis is lost, words and formulas are kept', () => {
	expect(plainText('The **quick** &amp; *brown*  fox\\_1')).toBe('The quick & brown fox_1');
	expect(plainText('$x^2$ of `code`')).toBe('x^2 of code');
	expect(plainText(`![A map](media:${'ab'.repeat(32)})`)).toBe('A map');
	expect(plainText('<b>1 < 2</b>')).toBe('<b>1 < 2</b>');
});

test('a text with a formula or a picture says that letters are not enough', () => {
	expect(isPlain('The **quick** fox')).toBe(true);
	expect(isPlain('**with $x$ inside**')).toBe(false);
	expect(isPlain(`![A map](media:${'ab'.repeat(32)})`)).toBe(false);
});

test('places are found where they are places: not in code, not in a formula, not escaped', () => {
	expect(gapsIn('One [[b]] and **two [[a]]**\n\n- [[b]]\n\n| [[c-1]] |\n|---|')).toEqual([
		'b',
		'a',
		'c-1'
	]);
	expect(gapsIn('`[[a]]` $[[b]]$ \\[[c]] [[Not An Id]] [d]')).toEqual([]);
});

test('places are read in the order of the text, and what it forgot comes behind', () => {
	expect(readingOrder('[[c]] then [[a]] and [[x]]', ['a', 'b', 'c'])).toEqual({
		all: ['c', 'a', 'b'],
		unnamed: ['b']
	});
});
