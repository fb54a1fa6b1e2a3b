import { describe, expect, it } from 'vitest';
import { inColumns, letter, linesFor, mixed } from './answer-space.ts';

const options = (...texts: string[]) => texts.map((text, at) => ({ id: `o${at}`, text }));

describe('an answer on paper', () => {
	it('gets more lines the more words are asked for, but never more than a page', () => {
		const asked = [{}, { maxWords: 10 }, { maxWords: 200 }, { minWords: 300 }, { maxWords: 9000 }];
		const lines = asked.map(linesFor);
		expect(lines[1]).toBeLessThan(lines[0] ?? 0);
		expect(lines[2]).toBeGreaterThan(lines[0] ?? 0);
		expect(lines[3]).toBe(34);
		expect(lines[4]).toBe(34);
	});

	it('options stand in two columns where each is short', () => {
		expect(inColumns(options('a', 'b', 'c'))).toBe(true);
		expect(inColumns(options('a', 'b'.repeat(60), 'c'))).toBe(false);
		expect(inColumns(options('a', `![x](media:${'0'.repeat(64)})`, 'c'))).toBe(false);
	});

	it('what is matched does not stand beside what it belongs to', () => {
		const all = options('zebra', 'ant', 'mole');
		const texts = (shuffle: boolean) => mixed({ options: all, shuffle }).map(({ text }) => text);
		expect(texts(true)).toEqual(['ant', 'mole', 'zebra']);
		expect(texts(false)).toEqual(['zebra', 'ant', 'mole']);
	});

	it('letters go on behind the last', () => {
		expect([0, 25, 26, 51, 52].map(letter)).toEqual(['A', 'Z', 'AA', 'AZ', 'BA']);
	});
});
