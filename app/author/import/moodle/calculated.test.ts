import { describe, expect, it } from 'vitest';
import {
	changesOf,
	onlyOf,
	reasonOf,
	saidToTyped,
	typed
} from '../../../../tests/support/imported.ts';
import { readMoodle } from './read-moodle.ts';

const set = (name: string, values: readonly number[]) =>
	`<dataset_definition><name><text>${name}</text></name><dataset_items>${values
		.map(
			(value, at) =>
				`<dataset_item><number>${at + 1}</number><value>${value}</value></dataset_item>`
		)
		.join('')}</dataset_items></dataset_definition>`;
const answer = (formula: string, fraction = 100, more = '') =>
	`<answer fraction="${fraction}"><text>${formula}</text>${more}</answer>`;
const relative = '<tolerance>0.01</tolerance><tolerancetype>1</tolerancetype>';
const read = (text: string, body: string, sets: string, type = 'calculated') =>
	readMoodle({
		text: `<quiz><question type="${type}"><name><text>Q</text></name><questiontext format="html"><text><![CDATA[${text}]]></text></questiontext>${body}<dataset_definitions>${sets}</dataset_definitions></question></quiz>`,
		guessed: false
	});

describe('a calculated question', () => {
	it('has a row of numbers for each that all its lists have', () => {
		const made = onlyOf(
			read(
				'{a} times {b}?',
				answer('{a} * {b}', 100, relative),
				set('a', [2, 3, 4]) + set('b', [5, 6])
			)
		);
		expect(made.item).toMatchObject({
			type: 'calculated',
			wildcards: ['a', 'b'],
			variants: [
				[2, 5],
				[3, 6]
			]
		});
		expect(made.solution).toMatchObject({
			formula: '{a} * {b}',
			tolerance: { kind: 'relative', amount: 0.01 }
		});
	});

	it('is marked by its formula', () => {
		const made = onlyOf(read('{a}?', answer('sqrt({a}) + pi()'), set('a', [9])));
		expect([typed(made, '6.14159265'), typed(made, '9')]).toEqual([1, 0]);
	});

	it('shows what its text works out as a number of its own', () => {
		const { item } = onlyOf(
			read('Half of {a} is {={a}/2}, {e1} is text', answer('{a}'), set('a', [3, 5]))
		);
		expect(item).toMatchObject({
			prompt: 'Half of {a} is {e2}, {e1} is text',
			wildcards: ['a', 'e2'],
			variants: [
				[3, 1.5],
				[5, 2.5]
			]
		});
	});

	it('gives wildcards of other scripts a plain name', () => {
		const made = onlyOf(read('{größe} m', answer('2*{größe}'), set('größe', [4])));
		expect(made.item).toMatchObject({ prompt: '{v1} m', wildcards: ['v1'] });
		expect(typed(made, '8')).toBe(1);
	});

	it('leaves braces that are no wildcard, and data that nothing uses', () => {
		const { item } = onlyOf(
			read('{x} of \\(\\frac{a}{b}\\)', answer('{a}'), set('a', [1]) + set('c', [2]))
		);
		expect(item).toMatchObject({ wildcards: ['a'], prompt: '{x} of $\\frac{a}{b}$' });
	});

	it('whose formula cannot be read is left out, with the place', () => {
		const report = read('{a}?', answer('{a} ? 1'), set('a', [1]));
		expect(reasonOf(report.items[0])).toMatchObject({
			code: 'formula_unreadable',
			detail: expect.stringContaining('{a} ? 1 (5')
		});
		expect(reasonOf(read('{a}?', answer('{a}+{z}'), set('a', [1])).items[0])?.detail).toBe('{z}');
		expect(reasonOf(read('{a}?', answer('{a}'), '').items[0])?.code).toBe('formula_unreadable');
	});

	it('has what is said to the result of another formula said to that result', () => {
		const said = (text: string) => `<feedback format="html"><text>${text}</text></feedback>`;
		const report = read(
			'{a} by {b}?',
			answer('{a} * {b}', 100, relative + said('R')) +
				answer('{a} + {b} + {c}', 0, relative + said('Added.')) +
				answer('{a} - {b}', 0, relative) +
				answer('*', 0, said('W')),
			set('a', [6]) + set('b', [7]) + set('c', [1])
		);
		expect(report.items[0]?.outcome).toBe('whole');
		const made = onlyOf(report);
		expect(['42', '14', '-1', '3'].map((text) => saidToTyped(made, text).join())).toEqual([
			'R',
			'Added.',
			'',
			'W'
		]);
		const broken = answer('{a}', 100, relative) + answer('{a} *', 0, relative + said('Lost.'));
		const lost = read('{a}?', broken, set('a', [6]));
		expect(changesOf(lost.items[0])).toEqual([{ code: 'feedback_dropped' }]);
	});

	it('says when a second answer has no place', () => {
		const report = read('{a}?', answer('{a}') + answer('{a}+1', 50), set('a', [1]));
		expect(changesOf(report.items[0])).toEqual([{ code: 'answer_dropped' }]);
	});
});

describe('a choice between results', () => {
	const digits =
		'<correctanswerlength>2</correctanswerlength><correctanswerformat>1</correctanswerformat>';
	const body = answer('{={a}/3}', 100, digits) + answer('{a} again', 0);

	it('of one row of numbers is a whole question', () => {
		const report = read('{a} / 3 = ?', body, set('a', [5]), 'calculatedmulti');
		expect(report.items[0]?.outcome).toBe('whole');
		expect(onlyOf(report).item).toMatchObject({
			type: 'single_choice',
			prompt: '5 / 3 = ?',
			options: [{ text: '1.67' }, { text: '5 again' }]
		});
	});

	it('of several rows has the first, and says so', () => {
		const report = read('{a} / 3 = ?', body, set('a', [5, 6]), 'calculatedmulti');
		expect(changesOf(report.items[0])).toEqual([{ code: 'type_approximated', detail: '1 / 2' }]);
	});
});
