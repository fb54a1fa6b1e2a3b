import { describe, expect, it } from 'vitest';
import {
	authoredOf,
	changesOf,
	earned,
	lacksOf,
	onlyOf,
	reasonOf,
	saidToTyped,
	typed
} from '../../../../tests/support/imported.ts';
import { readMoodle } from './read-moodle.ts';

const read = (body: string) =>
	readMoodle({ text: `<?xml version="1.0"?><quiz>${body}</quiz>`, guessed: false });
const question = (type: string, body: string, text = 'What is asked?') =>
	`<question type="${type}"><name><text>Q</text></name><questiontext format="html"><text><![CDATA[${text}]]></text></questiontext>${body}</question>`;
const answer = (fraction: number | string, text: string, more = '') =>
	`<answer fraction="${fraction}" format="html"><text><![CDATA[${text}]]></text>${more}</answer>`;
const feedback = (text: string) => `<feedback format="html"><text>${text}</text></feedback>`;
const one = (type: string, body: string, text?: string) => read(question(type, body, text));

describe('a question of choice', () => {
	it('keeps the shares of a single choice, those below nothing too', () => {
		const made = onlyOf(
			one(
				'multichoice',
				`<single>true</single><shuffleanswers>1</shuffleanswers><defaultgrade>2.0000000</defaultgrade>${answer(100, 'A')}${answer(50, 'B')}${answer(-25, 'C')}${answer(0, ' ')}`
			)
		);
		expect(made.item).toMatchObject({ type: 'single_choice', points: 2, shuffle: true });
		const choose = (choice: string) => earned(made, { type: 'single_choice', choice });
		expect(['option-1', 'option-2', 'option-3'].map(choose)).toEqual([2, 1, -0.5]);
	});

	it('adds the shares of several choices, and never goes below nothing', () => {
		const made = onlyOf(
			one(
				'multichoice',
				`<single>false</single>${answer(33.33333, 'A')}${answer(33.33333, 'B')}${answer(33.33333, 'C')}${answer(-100, 'D')}`
			)
		);
		const choose = (...choices: string[]) => earned(made, { type: 'multiple_choice', choices });
		expect(choose('option-1', 'option-2', 'option-3')).toBe(1);
		expect(choose('option-1')).toBeCloseTo(1 / 3, 4);
		expect(choose('option-1', 'option-4')).toBe(0);
	});

	it('rounds hand-written thirds where only that makes a whole, and says so', () => {
		const report = one(
			'multichoice',
			`<single>0</single>${answer(33, 'A')}${answer(33.33333, 'B')}${answer(33.33333, 'C')}${answer(-45, 'D')}`
		);
		expect(changesOf(report.items[0])).toEqual([
			{ code: 'marks_rounded', detail: '33 % → 33.33333 %' }
		]);
		expect(onlyOf(report).solution).toMatchObject({
			shares: [{}, {}, {}, { option: 'option-4', share: -0.45 }]
		});
	});

	it('of which the file calls nothing right is whole, and a person marks it', () => {
		const report = one('multichoice', answer(0, 'A', feedback('Why?')) + answer(0, 'B'));
		expect(lacksOf(report.items[0])).toEqual([{ code: 'right_answer_missing' }]);
		const made = onlyOf(report);
		expect(made).toMatchObject({ solution: null, feedback: { parts: [{ text: 'Why?' }] } });
		const choice = { type: 'single_choice' as const, choice: 'option-1' };
		expect(earned(made, choice)).toBe(null);
	});

	it('is left out if something only takes points away, with a grade that is none, or with one option', () => {
		const reasons = (body: string) => reasonOf(one('multichoice', body).items[0])?.code;
		expect(reasons(answer(-50, 'A') + answer(0, 'B'))).toBe('no_right_answer');
		expect(reasons(answer('half', 'A') + answer(100, 'B'))).toBe('marks_invalid');
		expect(reasons(answer(400, 'A') + answer(0, 'B'))).toBe('marks_invalid');
		expect(reasons(answer(80, 'A') + answer(0, 'B'))).toBe('marks_invalid');
		expect(reasons(answer(100, 'A'))).toBe('too_few_options');
	});

	it('keeps feedback beside the item, never inside', () => {
		const made = onlyOf(
			one(
				'multichoice',
				`<generalfeedback format="html"><text>G</text></generalfeedback><correctfeedback><text>C</text></correctfeedback>${answer(100, 'A', feedback('Said to A'))}${answer(0, 'B')}`
			)
		);
		expect(made.feedback).toEqual({
			item: 'item-1',
			general: 'G',
			correct: 'C',
			parts: [{ id: 'option-1', text: 'Said to A' }]
		});
		expect(JSON.stringify(made.item)).not.toMatch(/Said|fraction|correct/);
	});
});

describe('true or false', () => {
	it('is read by its words, not by their order', () => {
		const made = onlyOf(
			one('truefalse', answer(0, 'true', feedback('No')) + answer(100, 'false', feedback('Yes')))
		);
		expect(made.solution).toMatchObject({ correct: false });
		expect(made.feedback).toMatchObject({ correct: 'Yes', wrong: 'No' });
	});

	it('without a right one is left out', () => {
		const report = one('truefalse', answer(0, 'true') + answer(0, 'false'));
		expect(reasonOf(report.items[0])?.code).toBe('no_right_answer');
	});
});

describe('a short answer', () => {
	it('has accepted answers, part marks and letters that may be any', () => {
		const made = onlyOf(
			one('shortanswer', answer(100, 'fa*or') + answer(100, 'Fabrik') + answer(40, '*r'))
		);
		expect([typed(made, 'FACTOR'), typed(made, 'ever'), typed(made, 'no')]).toEqual([1, 0.4, 0]);
	});

	it('takes an escaped star as a star, and case where it counts', () => {
		const made = onlyOf(one('shortanswer', `<usecase>1</usecase>${answer(100, '2 \\* X')}`));
		expect([typed(made, '2 * X'), typed(made, '2 * x'), typed(made, '2 and X')]).toEqual([1, 0, 0]);
	});

	it('keeps what is said to one answer for that answer, and loses nothing', () => {
		const report = one(
			'shortanswer',
			answer(100, 'a', feedback('R')) + answer(0, 'b_c', feedback('B'))
		);
		expect(report.items[0]?.outcome).toBe('whole');
		const made = onlyOf(report);
		expect(made.feedback).toMatchObject({ correct: 'R', typed: [{ answer: 'b_c', text: 'B' }] });
		expect(['a', 'B_C', 'd'].map((text) => saidToTyped(made, text))).toEqual([['R'], ['B'], []]);
		const any = one('shortanswer', answer(100, 'a') + answer(0, '*', feedback('W')));
		expect(any.items[0]?.outcome).toBe('whole');
		expect(onlyOf(any).feedback).toEqual({ item: 'item-1', wrong: 'W' });
	});

	it('says what the first answer that fits says, and that alone', () => {
		const said = (answers: string, ...texts: string[]) => {
			const report = one('shortanswer', answers);
			expect(report.items[0]?.outcome).toBe('whole');
			return texts.map((text) => saidToTyped(onlyOf(report), text).join());
		};
		const two = answer(100, 'a', feedback('R')) + answer(100, 'aa', feedback('S'));
		const rest = answer(0, 'b', feedback('B')) + answer(0, '*', feedback('W'));
		expect(said(two + rest, 'a', 'AA', 'b', 'c')).toEqual(['R', 'S', 'B', 'W']);
		const pattern = answer(100, 'rome') + answer(0, 'r*', feedback('Begins so.'));
		expect(said(pattern, 'Rome', 'Riga', 'Oslo')).toEqual(['', 'Begins so.', '']);
		const star = answer(100, 'x') + answer(0, '2 \\* x', feedback('Once.'));
		expect(said(star, '2 * x', '2 and x')).toEqual(['Once.', '']);
		const silent = answer(100, 'a', feedback('R')) + answer(0, 'b') + answer(0, '*', feedback('W'));
		expect(said(silent, 'a', 'b', 'c')).toEqual(['R', '', 'W']);
	});

	it('has room for as many as may be, and says when there are more', () => {
		const many = Array.from({ length: 250 }, (_, at) => answer(0, `w${at}`, feedback('No')));
		const report = one('shortanswer', answer(100, 'a') + many.join(''));
		expect(changesOf(report.items[0])).toEqual([{ code: 'feedback_dropped' }]);
		expect(onlyOf(report).feedback?.typed).toHaveLength(200);
		const long = one('shortanswer', answer(100, 'a') + answer(0, 'b'.repeat(1001), feedback('No')));
		expect(changesOf(long.items[0])).toEqual([{ code: 'feedback_dropped' }]);
	});
});

describe('a number', () => {
	const tolerance = (amount: string) => `<tolerance>${amount}</tolerance>`;
	it('has a tolerance, and others that earn a part', () => {
		const made = onlyOf(
			one(
				'numerical',
				answer(100, '3,14', tolerance('0.005')) + answer(50, '3.14', tolerance('0.1'))
			)
		);
		expect(['3.141', '3.2', '4'].map((text) => typed(made, text))).toEqual([1, 0.5, 0]);
	});

	it('may be given in another unit', () => {
		const unit = (name: string, multiplier: number) =>
			`<unit><multiplier>${multiplier}</multiplier><unit_name>${name}</unit_name></unit>`;
		const units = `<units>${unit('m', 1)}${unit('cm', 100)}</units><showunits>0</showunits>`;
		const made = onlyOf(one('numerical', answer(100, '2', tolerance('0')) + units));
		expect(made.item).toMatchObject({ unit: 'm' });
		expect(['2', '2 m', '200 cm', '2 cm'].map((text) => typed(made, text))).toEqual([1, 1, 1, 0]);
	});

	it('has what is said to one number said to that number, in any unit', () => {
		const unit =
			'<units><unit><multiplier>1</multiplier><unit_name>m</unit_name></unit><unit><multiplier>100</multiplier><unit_name>cm</unit_name></unit></units><showunits>0</showunits>';
		const report = one(
			'numerical',
			answer(100, '2', tolerance('0.1') + feedback('R')) +
				answer(0, '2', tolerance('0.5') + feedback('Near')) +
				answer(0, '200', tolerance('0') + feedback('Units')) +
				unit
		);
		expect(report.items[0]?.outcome).toBe('whole');
		const said = (text: string) => saidToTyped(onlyOf(report), text).join();
		expect(['2', '2.4', '240 cm', '200', '200 m', '7'].map(said)).toEqual([
			'R',
			'Near',
			'Near',
			'Units',
			'Units',
			''
		]);
	});

	it('that is no number is left out', () => {
		expect(reasonOf(one('numerical', answer(100, 'two')).items[0])?.code).toBe('malformed');
	});
});

describe('an essay', () => {
	it('keeps what the marker is told, and the limits of words', () => {
		const made = onlyOf(
			one(
				'essay',
				'<graderinfo format="html"><text>Look for &lt;b&gt;three&lt;/b&gt; reasons</text></graderinfo><minwordlimit>50</minwordlimit><maxwordlimit>200</maxwordlimit>'
			)
		);
		expect(made.item).toMatchObject({ type: 'essay', minWords: 50, maxWords: 200 });
		expect(made.solution).toMatchObject({ rubric: 'Look for **three** reasons' });
	});

	it('of files alone is an upload', () => {
		const made = onlyOf(
			one(
				'essay',
				'<responseformat>noinline</responseformat><attachments>2</attachments><filetypeslist>.pdf,image</filetypeslist>'
			)
		);
		expect(made.item).toMatchObject({ type: 'upload', accept: ['pdf', 'image'], most: 2 });
	});

	it('with a text to start from shows it above', () => {
		const report = one(
			'essay',
			'<responsetemplate format="html"><text>Dear …</text></responsetemplate>'
		);
		expect(onlyOf(report).item.prompt).toContain('Dear …');
		expect(changesOf(report.items[0])[0]?.code).toBe('type_approximated');
	});
});

describe('matching and ordering', () => {
	const row = (text: string, option: string) =>
		`<subquestion format="html"><text>${text}</text><answer><text>${option}</text></answer></subquestion>`;
	it('matches rows with options, some of which mislead', () => {
		const made = onlyOf(
			one('matching', row('1', 'one') + row('uno', 'one') + row('2', 'two') + row('', 'six'))
		);
		expect(made.item).toMatchObject({ rows: [{}, {}, {}], options: [{}, {}, {}], reuse: true });
		const pairs = [1, 2].map((at) => ({ row: `row-${at}`, option: 'option-1' }));
		expect(earned(made, { type: 'matching', pairs })).toBeCloseTo(2 / 3, 3);
	});

	it('puts an order back and marks it as it was marked', () => {
		const made = onlyOf(
			one(
				'ordering',
				`<gradingtype>ALL_OR_NOTHING</gradingtype>${answer(2, 'B')}${answer(1, 'A')}${answer(3, 'C')}`
			)
		);
		expect(made.item).toMatchObject({
			options: [{ text: 'A' }, { text: 'B' }, { text: 'C' }],
			shuffle: true
		});
		expect(made.solution).toMatchObject({ credit: 'all' });
	});

	it('says where an order is marked a little otherwise', () => {
		const report = one(
			'ordering',
			`<gradingtype>6</gradingtype><selecttype>RANDOM</selecttype><selectcount>2</selectcount>${answer(1, 'A')}${answer(2, 'B')}${answer(3, 'C')}`
		);
		expect(changesOf(report.items[0])).toEqual([
			{ code: 'marks_guessed', detail: 'LONGEST_CONTIGUOUS_SUBSET' },
			{ code: 'type_approximated', detail: 'selectcount 2' }
		]);
	});
});

describe('the file as a whole', () => {
	const category = (path: string) =>
		`<question type="category"><category><text>${path}</text></category></question>`;
	it('gives each item the category above it, and the words to find it by', () => {
		const { items } = read(
			category('$course$/top/Physics/Heat//Cold') +
				question(
					'description',
					'<idnumber>H7</idnumber><tags><tag><text>easy</text></tag></tags>'
				) +
				category('$module$/top') +
				question('description', '<hidden>1</hidden>')
		);
		expect(items.map((item) => authoredOf(item).category)).toEqual([['Physics', 'Heat/Cold'], []]);
		expect(items.map((item) => authoredOf(item).tags)).toEqual([['easy', 'id:H7'], ['hidden']]);
		expect(items.map((item) => authoredOf(item).item.points)).toEqual([0, 0]);
	});

	it('names every question it does not take, and why', () => {
		const { items } = read(
			['random', 'coderunner', 'constructor', ''].map((type) => question(type, '')).join('') +
				question('shortanswer', answer(100, 'a'), ' ') +
				question('shortanswer', `<defaultgrade>-1</defaultgrade>${answer(100, 'a')}`)
		);
		expect(items.map(reasonOf)).toEqual([
			{ code: 'type_unsupported', detail: 'random' },
			{ code: 'type_unsupported', detail: 'coderunner' },
			{ code: 'type_unsupported', detail: 'constructor' },
			{ code: 'type_unsupported' },
			{ code: 'no_prompt' },
			{ code: 'marks_invalid', detail: '-1' }
		]);
	});

	it('keeps what came before the place where it breaks off', () => {
		const whole = `<quiz>${question('description', '')}${question('description', '')}</quiz>`;
		const { items, broken } = readMoodle({
			text: whole.slice(0, whole.lastIndexOf('</questiontext>')),
			guessed: false
		});
		expect(items.map(({ outcome }) => outcome)).toEqual(['whole', 'left_out']);
		expect(reasonOf(items[1])).toEqual({ code: 'truncated' });
		expect(broken?.code).toBe('broken_xml');
	});

	it('is refused when it is no quiz, or has no question', () => {
		const refusal = (text: string) => () => readMoodle({ text, guessed: false });
		expect(refusal('<html/>')).toThrow('unknown_format');
		expect(refusal('<quiz/>')).toThrow('no_items');
		expect(refusal('Which?\nA) one')).toThrow('broken_xml');
	});

	it('says on each item that its letters were guessed', () => {
		const text = `<quiz>${question('description', '')}</quiz>`;
		expect(changesOf(readMoodle({ text, guessed: true }).items[0])).toEqual([
			{ code: 'encoding_guessed' }
		]);
	});

	it('says when hints are lost, and not when they are empty', () => {
		const hints = (text: string) =>
			one('description', `<hint><text>${text}</text></hint>`).items[0];
		expect(changesOf(hints('Think'))).toEqual([{ code: 'hints_dropped' }]);
		expect(hints('')?.outcome).toBe('whole');
	});
});
