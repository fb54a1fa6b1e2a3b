import { expect, test } from 'vitest';
import { speak } from '#app/testing/speak.ts';
import { fileWords, foundWords, placeWords, ruleWords } from './file-words.ts';

test.each(['positionObjectInteraction', 'adaptive', 'templateDeclaration'])(
	'%s is said in words',
	(detail) => {
		expect(fileWords(detail)).not.toContain(detail);
	}
);

test.each(['simpleMatchSet', 'response_lid', 'LONGEST_CONTIGUOUS_SUBSET', 'coords 1,2,3'])(
	'%s is said to be what the file calls it',
	(detail) => {
		expect(fileWords(detail)).toBe(`In the file: ${detail}`);
	}
);

test('lines and rows are named in the language of the page, and what was written there as it was', () => {
	expect(placeWords('line 4')).toBe('Line 4');
	expect(placeWords('lines 1–4: A A')).toBe('Lines 1 to 4: A A');
	expect(placeWords('row 7')).toBe('Row 7');
	speak('fr');
	expect(fileWords('line 4: C')).toBe('Ligne 4: C');
});

test.each(['map.png', '{=a ~b', '33 % → 33.33333 %', 'adaptive', 'random', 'constructor'])(
	'%s, where it is what somebody wrote, stays as it was',
	(detail) => {
		expect(placeWords(detail)).toBe(detail);
	}
);

test('a name that every object has is no word of a format', () => {
	expect(fileWords('constructor')).toBe('constructor');
	expect(ruleWords('toString')).toBe('In the file: toString');
});

test('how points are counted is said where it was guessed', () => {
	expect(ruleWords('parts_less_wrong')).toBe('Points for each right part, less for wrong ones.');
});

test('what a question was is its type in words, or that the file calls it so', () => {
	expect(foundWords('drawingInteraction')).toBe('Students draw on a picture.');
	expect(foundWords('multichoice')).toBe('In the file: multichoice');
	expect(foundWords('line 12')).toBe('Line 12');
});
