import { expect, test } from 'vitest';
import { isPlain, plainText } from './plain-text.ts';
import { bringsLines, gapsIn, readingOrder } from './rich-tokens.ts';

test('emphasis is lost, words and formulas are kept', () => {
	expect(plainText('The **quick** &amp; *brown*  fox\\_1')).toBe('The quick & brown fox_1');
	expect(plainText('$x^2$ of `code`')).toBe('x^2 of code');
	expect(plainText(`![A map](media:${'ab'.repeat(32)})`)).toBe('A map');
	expect(plainText('<b>1 < 2</b>')).toBe('<b>1 < 2</b>');
	expect(plainText('<u>H<sub>2</sub>O</u> and 10<sup>*3*</sup>')).toBe('H2O and 10^3');
	for (const escaped of ['\\<u>so</u>', '\\<u>so\\</u>', '&lt;u>so</u>'])
		expect(plainText(escaped)).toBe('<u>so</u>');
});

test('of a table or a list the words are read, and a line that starts like a list is none', () => {
	expect(plainText('| a | b |\n|---|---|\n| 1 | **2** |')).toBe('a b 1 2');
	expect(plainText('One\n\n- two\n- three')).toBe('One two three');
	expect(plainText('- 5')).toBe('- 5');
	expect(plainText('1. Mars')).toBe('1. Mars');
	expect(bringsLines('One line\nand its end')).toBe(false);
	expect(isPlain('| a |\n|---|')).toBe(false);
});

test('a text with a formula or a picture says that letters are not enough', () => {
	expect(isPlain('The **quick** fox')).toBe(true);
	expect(isPlain('**with $x$ inside**')).toBe(false);
	for (const text of ['<u>ch</u>at', 'H<sub>2</sub>O', '10<sup>3</sup>'])
		expect(isPlain(text)).toBe(false);
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
