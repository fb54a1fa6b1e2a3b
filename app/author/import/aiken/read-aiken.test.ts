import { describe, expect, it } from 'vitest';
import { authoredOf, onlyOf, reasonOf } from '../../../../tests/support/imported.ts';
import { countBy, counted } from '../../../../tests/support/real-items.ts';
import { readText } from '../read-text.ts';
import { readAiken } from './read-aiken.ts';

const read = (text: string) => readAiken({ text, guessed: false });
const reasons = (text: string) => read(text).items.map(reasonOf);

describe('a question of Aiken', () => {
	it('is a choice with one right answer', () => {
		const made = onlyOf(read('What is 2 * 3?\r\nA) 5\r\nB. 6\r\nC)7\r\nANSWER: B\r\n'));
		expect(made.item).toMatchObject({
			type: 'single_choice',
			prompt: 'What is 2 \\* 3?',
			points: 1,
			options: [{ text: '5' }, { text: '6' }, { text: '7' }]
		});
		expect(made.solution).toMatchObject({ correct: 'option-2' });
	});

	it('may have several lines, in the question and in an option', () => {
		const made = onlyOf(
			read('One\ntwo\n\nthree\nA) a\n   more\nB) b\nanswer: a.\n'.replace('a.', 'A.'))
		);
		expect(made.item).toMatchObject({
			prompt: 'One\\\ntwo\n\nthree',
			options: [{ text: 'a\\\nmore' }, { text: 'b' }]
		});
	});
});

describe('a fault is told with its line', () => {
	const good = 'Which?\nA) a\nB) b\nANSWER: A\n\n';
	it('and costs its own question only', () => {
		const { items } = read(`${good}Open\nA) a\nB) b\n\n${good}`);
		expect(items.map(({ outcome }) => outcome)).toEqual(['whole', 'left_out', 'whole']);
		expect(items[1]).toMatchObject({
			name: 'Open',
			found: 'line 6',
			reason: { code: 'no_right_answer', detail: 'lines 6–8' }
		});
	});

	it('whatever it is', () => {
		expect(reasons('Which?\nA) a\nANSWER: A')).toEqual([
			{ code: 'too_few_options', detail: 'lines 1–3' }
		]);
		expect(reasons('Which?\nA) a\nB) b\nANSWER: C')).toEqual([
			{ code: 'no_right_answer', detail: 'line 4: C' }
		]);
		expect(reasons('Which?\nA) a\nB) b\nANSWER: A, B')).toEqual([
			{ code: 'no_right_answer', detail: 'line 4: A, B' }
		]);
		expect(reasons('Which?\nA) a\nA) b\nANSWER: A')).toEqual([
			{ code: 'malformed', detail: 'lines 1–4: A A' }
		]);
		expect(reasons('A) a\nB) b\nANSWER: A')).toEqual([{ code: 'no_prompt', detail: 'lines 1–3' }]);
	});

	it('but a text without any answer has no questions', () => {
		expect(() => read('Which?\nA) a\nB) b')).toThrow('no_items');
		expect(() => read('\n')).toThrow('no_items');
	});
});

const files = counted('aiken');

describe('files of Aiken that others made', () => {
	if (files.length === 0)
		return it('are not here: INVIGIL_ASSETS names their folder', () => {
			expect(files).toEqual([]);
		});

	it.each(files)('$file: the good ones arrive whole, the others say why', ({ bytes, types }) => {
		const { items } = readAiken(readText(bytes));
		const made = countBy(items, (item) =>
			item.outcome === 'whole' && authoredOf(item).item.type === 'single_choice'
				? 'mc_single'
				: 'aiken_invalid'
		);
		expect(made).toEqual(types);
		for (const item of items.filter(({ outcome }) => outcome !== 'whole'))
			expect(reasonOf(item)?.detail).toMatch(/^lines? \d/);
	});
});
