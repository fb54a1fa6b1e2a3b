import { describe, expect, it } from 'vitest';
import {
	authoredOf,
	changesOf,
	earned,
	onlyOf,
	reasonOf,
	saidToTyped,
	typed
} from '../../../../tests/support/imported.ts';
import { readGift } from './read-gift.ts';

const read = (text: string) => readGift({ text, guessed: false });
const one = (text: string) => onlyOf(read(text));

describe('questions of choice', () => {
	it('have one right answer by =, and others that are worth a part', () => {
		const made = one('Which? {~%50%half #nearly\n~none\n=all #yes}');
		expect(made.item).toMatchObject({
			type: 'single_choice',
			prompt: 'Which?',
			shuffle: true,
			options: [{ text: 'half' }, { text: 'none' }, { text: 'all' }]
		});
		expect(made.feedback?.parts).toEqual([
			{ id: 'option-1', text: 'nearly' },
			{ id: 'option-3', text: 'yes' }
		]);
		const choose = (choice: string) => earned(made, { type: 'single_choice', choice });
		expect([choose('option-1'), choose('option-2'), choose('option-3')]).toEqual([0.5, 0, 1]);
	});

	it('have several by weights alone', () => {
		const made = one('Which? {~%50%a ~%50%b ~%-100%c}');
		const choose = (...choices: string[]) => earned(made, { type: 'multiple_choice', choices });
		expect(choose('option-1', 'option-2')).toBe(1);
		expect(choose('option-1', 'option-2', 'option-3')).toBe(0);
	});

	it('leave a blank where the sentence goes on', () => {
		expect(one('The {~cat =dog} barks.').item.prompt).toBe('The \\_\\_\\_\\_\\_ barks.');
		expect(one('Who barks? {~cat =dog}";').item.prompt).toBe('Who barks?');
	});
});

describe('answers that are typed', () => {
	it('are words, with parts for what is nearly right', () => {
		const made = one('Capital? {=Rome =%50%Roma =%0%*#Look at a map}');
		expect(['rome', 'Roma', 'Oslo'].map((text) => typed(made, text))).toEqual([1, 0.5, 0]);
		expect(['Rome', 'Roma', 'Oslo'].map((text) => saidToTyped(made, text).join())).toEqual([
			'',
			'',
			'Look at a map'
		]);
	});

	it('say what is said to one of them to that one, and no other', () => {
		const said = (text: string, ...answers: string[]) => {
			const report = read(text);
			expect(report.items[0]?.outcome).toBe('whole');
			return answers.map((answer) => saidToTyped(onlyOf(report), answer).join());
		};
		const words = 'Capital? {=Rome#Yes =%50%Roma#In Italian =%0%Oslo#Norway =%0%*#Look at a map}';
		expect(said(words, 'rome', 'roma', 'OSLO', 'Bonn')).toEqual([
			'Yes',
			'In Italian',
			'Norway',
			'Look at a map'
		]);
		const numbers = 'When? {#=1822:0#exact =%50%1822:2#near =%0%1800#older ~#no}';
		expect(said(numbers, '1822', '1823', '1800', '1')).toEqual(['exact', 'near', 'older', 'no']);
	});

	it('are numbers with a tolerance, within a range, or several', () => {
		const marks = (text: string, ...answers: string[]) => {
			const made = one(text);
			return answers.map((answer) => typed(made, answer));
		};
		expect(marks('When? {#1822:5}', '1817', '1828')).toEqual([1, 0]);
		expect(marks('Pi? {#3.14..3.15}', '3.145', '3.2')).toEqual([1, 0]);
		expect(marks('When? {#\n=1822:0 #exact\n=%50%1822:2}', '1822', '1823', '1')).toEqual([
			1, 0.5, 0
		]);
		expect(marks('0.3? {#0.1..0.2}', '0.15', '0.21')).toEqual([1, 0]);
	});

	it('say what is said to every wrong number', () => {
		expect(one('Two? {#2:0 ~#No}').feedback).toMatchObject({ wrong: 'No' });
	});

	it('that are no numbers leave the question out', () => {
		expect(reasonOf(read('When? {#soon}').items[0])).toEqual({ code: 'malformed', detail: 'soon' });
		expect(reasonOf(read('When? {#1..soon}').items[0])?.code).toBe('malformed');
		expect(reasonOf(read('When? {#}').items[0])?.code).toBe('no_right_answer');
	});
});

describe('other questions', () => {
	it('are true or false, with what is said to the wrong first', () => {
		for (const word of ['T', 'TRUE', 'true'])
			expect(one(`It is.{${word}}`).solution).toMatchObject({ correct: true });
		const made = one('It is.{F#Wrong#Right####In general}');
		expect(made.solution).toMatchObject({ type: 'true_false', correct: false });
		expect(made.feedback).toEqual({
			item: 'item-1',
			wrong: 'Wrong',
			correct: 'Right',
			general: 'In general'
		});
	});

	it('are pairs, an essay, or only text', () => {
		const { items } = read('Pair {=a->1 =b -> 2 = -> 3}\n\nWrite {}\n\n::Note::Only text');
		const types = items.map((item) => authoredOf(item).item.type);
		expect(types).toEqual(['matching', 'essay', 'description']);
		expect(authoredOf(items[0]).item).toMatchObject({ rows: [{}, {}], options: [{}, {}, {}] });
	});
});

describe('the signs of GIFT', () => {
	it('are letters behind a backslash', () => {
		const made = one('::a\\:\\:b:: \\{x\\} is 2\\\\3\\n {=1 \\= 1 ~\\~2 \\# 3}');
		expect(made.name).toBe('a::b');
		expect(made.item).toMatchObject({
			prompt: expect.stringMatching(/^\{x\} is 2/),
			options: [{ text: '1 = 1' }, { text: '\\~2 # 3' }]
		});
	});

	it('mean nothing inside tags and entities', () => {
		const made = one(
			'[html]<p style="color:red">A&#228; <a href="http://a.example/?b=c#d">x</a></p> {=<b class="y">1</b> ~2}'
		);
		expect(made.item).toMatchObject({
			prompt: 'Aä x (http\\://a.example/?b=c#d)',
			options: [{ text: '**1**' }, { text: '2' }]
		});
	});

	it('do not reach into a format: each text may have its own', () => {
		const made = one('[markdown]**What** [now]? {=[plain]*1* ~[html]<i>2</i> ~[other] 3}');
		expect(made.item).toMatchObject({
			prompt: '**What** \\[now]?',
			options: [{ text: '\\*1\\*' }, { text: '*2*' }, { text: '\\[other] 3' }]
		});
	});
});

describe('the lines of a file', () => {
	it('are cut at blank lines, but not between braces, and comments are no lines', () => {
		const { items } = read(
			'// first\nA {\n=1\n\n// inside\n~2\n}\n\nB {T}\n// between\nC {F}\n::D::D {}'
		);
		expect(items.map(({ found }) => found)).toEqual(['line 2', 'line 9', 'line 11', 'line 12']);
		expect(items.map(({ outcome }) => outcome)).toEqual(Array(4).fill('whole'));
	});

	it('may move to a category, and tags stand in comments', () => {
		const { items } = read(
			'$CATEGORY: $course$/top/Maths/Sums\n// [id:Q7] [tag:easy]\nA {T}\n\n$CATEGORY: Other\n\nB {T}'
		);
		expect(items.map((item) => authoredOf(item).category)).toEqual([['Maths', 'Sums'], ['Other']]);
		expect(items.map((item) => authoredOf(item).tags)).toEqual([['id:Q7', 'easy'], []]);
	});

	it('that never close their braces cost one question, not the rest', () => {
		const { items } = read('::A::A {=1 ~2\n\n::B::B {T}\n\nC }\n\n{T}\n\nThe {=a} and {=b}');
		expect(items.map((item) => reasonOf(item)?.code)).toEqual([
			'malformed',
			undefined,
			'malformed',
			'no_prompt',
			'several_interactions'
		]);
	});

	it('with a broken name are named by their words', () => {
		expect(read('::a}b:: What {T}').items[0]?.name).toBe('a}b');
		expect(read(`${'long '.repeat(40)}{T}`).items[0]?.name).toHaveLength(81);
	});

	it('of prose are no questions', () => {
		expect(() => read('Dear all,\n\nsee you tomorrow.')).toThrow('no_items');
		expect(() => read(' \n// nothing\n')).toThrow('no_items');
	});

	it('say when a picture is not in the file, and when its letters were guessed', () => {
		const report = readGift({
			text: 'Look [html]\n\n[html]<img src\\="@@PLUGINFILE@@/a.png" alt\\="a map"> {T}',
			guessed: true
		});
		expect(changesOf(report.items[1])).toEqual([
			{ code: 'encoding_guessed' },
			{ code: 'media_missing', detail: '@@PLUGINFILE@@/a.png' }
		]);
	});
});

it('questions in any script are read', () => {
	const { items } = read(
		'::الأعداد:: كم يساوي ٧ + ٥ ؟ {#12:0}\n\n::首都:: 哪座城市？{=北京 ~上海}\n\n气体是 {=氧气 =氧} 。'
	);
	expect(items.map((item) => authoredOf(item).item.type)).toEqual([
		'numeric',
		'single_choice',
		'short_text'
	]);
	const [numbers] = items.map(authoredOf);
	expect(numbers && typed(numbers, '١٢')).toBe(1);
});
