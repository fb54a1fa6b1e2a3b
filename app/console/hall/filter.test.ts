import { expect, test } from 'vitest';
import { foldName, inGroup, matchesName } from './filter.ts';

test('a name is found by the beginning of any of its words, whatever the accents and the order', () => {
	const name = foldName('José María Núñez-Ortiz');
	expect(matchesName(name, 'nun jose')).toBe(true);
	expect(matchesName(name, 'ort')).toBe(true);
	expect(matchesName(name, 'aria')).toBe(false);
});

test('an Arabic name is found with and without its vowel marks', () => {
	expect(matchesName(foldName('مُحَمَّد عليّ'), 'محمد')).toBe(true);
});

test('a Devanagari name is found by its letters', () => {
	expect(matchesName(foldName('अनन्या शर्मा'), 'शर्')).toBe(true);
});

test('an empty filter shows everybody', () => {
	expect(matchesName(foldName('Ana'), '  ')).toBe(true);
	expect(inGroup('all', 'finished', false)).toBe(true);
});

test('a student who sits and needs a look is in both groups', () => {
	expect(inGroup('look', 'no_contact', true)).toBe(true);
	expect(inGroup('sitting', 'no_contact', true)).toBe(true);
	expect(inGroup('finished', 'decide', false)).toBe(false);
});
