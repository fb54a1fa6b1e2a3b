import fc from 'fast-check';
import { expect, test } from 'vitest';
import { abridged, countWords, diffWords } from './word-diff.ts';

const told = (before: string, after: string) =>
	diffWords(before, after).map(
		({ kind, text }) => `${{ same: '=', added: '+', removed: '-' }[kind]}${text}`
	);

test('an added, a removed and a replaced word are told apart', () => {
	expect(told('the cell divides', 'the living cell divides')).toEqual([
		'=the ',
		'+living ',
		'=cell divides'
	]);
	expect(told('the living cell', 'the cell')).toEqual(['=the ', '-living ', '=cell']);
	expect(told('the cat sat', 'the dog sat')).toEqual(['=the ', '-cat', '+dog', '= sat']);
});

test('a word that was cut off while it was typed goes on', () => {
	expect(told('a l', 'a lamp burns')).toEqual(['=a l', '+amp burns']);
});

test('a first text is all added, a cleared one all removed, an equal one unchanged', () => {
	expect(told('', 'new words')).toEqual(['+new words']);
	expect(told('old words', '')).toEqual(['-old words']);
	expect(told('same', 'same')).toEqual(['=same']);
	expect(told('', '')).toEqual([]);
});

test('what is kept and removed is the text before, what is kept and added is the text after', () => {
	const text = fc
		.array(fc.constantFrom('a', 'b', 'c', ' ', '\n'), { maxLength: 40 })
		.map((parts) => parts.join(''));
	fc.assert(
		fc.property(text, text, (before, after) => {
			const pieces = diffWords(before, after);
			const side = (kind: 'removed' | 'added') =>
				pieces
					.filter((piece) => piece.kind === 'same' || piece.kind === kind)
					.map((piece) => piece.text)
					.join('');
			expect(side('removed')).toBe(before);
			expect(side('added')).toBe(after);
		})
	);
});

test('two wholly different long texts are a replacement, found quickly', () => {
	const long = (seed: string) => Array.from({ length: 5000 }, (_, n) => `${seed}${n}`).join(' ');
	const started = performance.now();
	const pieces = diffWords(long('a'), long('b'));
	expect(performance.now() - started).toBeLessThan(500);
	expect(
		pieces
			.filter(({ kind }) => kind === 'removed')
			.map(({ text }) => text)
			.join('')
	).toContain('a0');
});

test('long unchanged stretches are shortened, changes never', () => {
	const long = 'word '.repeat(100);
	const pieces = abridged(diffWords(`${long}end`, `${long}${'new '.repeat(60)}end`));
	expect(pieces[0]?.text.length).toBeLessThan(90);
	expect(pieces.find(({ kind }) => kind === 'added')?.text).toBe('new '.repeat(60));
});

test('words are counted in every script', () => {
	expect(countWords('The cell’s wall, 3.5 mm thick')).toBe(6);
	expect(countWords('كتب الطالب جوابه')).toBe(3);
	expect(countWords('छात्र ने उत्तर लिखा')).toBe(4);
	expect(countWords('')).toBe(0);
});
