import { expect, test } from 'vitest';
import { foreignPart } from './foreign-part.ts';
import type { Item } from './schema/item.ts';

const options = ['a', 'b'].map((id) => ({ id, text: id }));
const gaps: Item = {
	id: 'i',
	prompt: '[[g]] [[h]]',
	points: 1,
	type: 'gap_text',
	gaps: [
		{ id: 'g', input: 'text' },
		{ id: 'h', input: 'choice', options, shuffle: false }
	]
};
const matching: Item = {
	id: 'i',
	prompt: '?',
	points: 1,
	type: 'matching',
	rows: [{ id: 'r', text: 'r' }],
	options,
	several: false,
	reuse: false,
	shuffle: false
};

test('typed words are free; gaps, rows and options are the item’s own', () => {
	const filled = (gap: string, value: string) =>
		foreignPart(gaps, { type: 'gap_text', filled: [{ gap, value }] });
	expect(filled('g', 'anything at all')).toBe(null);
	expect(filled('h', 'b')).toBe(null);
	expect(filled('h', 'c')).toBe('c');
	expect(filled('x', 'a')).toBe('x');
	const pair = (row: string, option: string) =>
		foreignPart(matching, { type: 'matching', pairs: [{ row, option }] });
	expect(pair('r', 'a')).toBe(null);
	expect(pair('a', 'a')).toBe('a');
	expect(pair('r', 'r')).toBe('r');
});
