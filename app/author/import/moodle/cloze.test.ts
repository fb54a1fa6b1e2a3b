import { describe, expect, it } from 'vitest';
import { changesOf, earned, onlyOf, reasonOf, saidTo } from '../../../../tests/support/imported.ts';
import { readMoodle } from './read-moodle.ts';

const read = (text: string, more = '') =>
	readMoodle({
		text: `<quiz><question type="cloze"><name><text>Q</text></name><questiontext format="html"><text><![CDATA[${text}]]></text></questiontext>${more}</question></quiz>`,
		guessed: false
	});
const fill = (text: string, values: Record<string, string>) =>
	earned(onlyOf(read(text)), {
		type: 'gap_text',
		filled: Object.entries(values).map(([gap, value]) => ({ gap, value }))
	});

describe('embedded answers', () => {
	it('become gaps where they stand, and are worth what they weigh', () => {
		const made = onlyOf(read('<p>Two and {1:NM:=2:0.1} make {3:SA:=four~%50%fore}.</p>'));
		expect(made.item).toMatchObject({
			type: 'gap_text',
			prompt: 'Two and [[gap-1]] make [[gap-2]].',
			points: 4
		});
	});

	it('are marked by their weights and part marks', () => {
		const text = '{:NUMERICAL:=2:0.1~%50%2:1} {3:SHORTANSWER:=four~%50%fore}';
		expect(fill(text, { 'gap-1': '2.05', 'gap-2': 'FOUR' })).toBe(4);
		expect(fill(text, { 'gap-1': '3', 'gap-2': 'fore' })).toBe(2);
		expect(fill(text, { 'gap-2': 'five' })).toBe(0);
	});

	it('of a choice are a list, shuffled only where that was said', () => {
		const made = onlyOf(read('{1:MC:a~=b#Yes~%25%c} {1:MULTICHOICE_VS:=d~e}'));
		expect(made.item).toMatchObject({
			gaps: [
				{ input: 'choice', shuffle: false, options: [{ text: 'a' }, { text: 'b' }, { text: 'c' }] },
				{ input: 'choice', shuffle: true }
			]
		});
		expect(made.feedback?.parts).toEqual([{ id: 'gap-1-option-2', text: 'Yes' }]);
		expect(fill('{1:MC:a~=b~%25%c}', { 'gap-1': 'gap-1-option-3' })).toBe(0.25);
	});

	it('of several choices become one choice each, and that is said', () => {
		const text = '{2:MULTIRESPONSE:=a~b~=c~d}';
		expect(changesOf(read(text).items[0])).toEqual([
			{ code: 'type_approximated', detail: 'MULTIRESPONSE' }
		]);
		expect(onlyOf(read(text)).item.prompt).toMatch(/^\[\[gap-1\]\] a · \[\[gap-2\]\] b/);
		const all = { 'gap-1': 'gap-1-yes', 'gap-2': 'gap-2-no', 'gap-3': 'gap-3-yes' };
		expect(fill(text, { ...all, 'gap-4': 'gap-4-no' })).toBe(2);
		expect(fill(text, { ...all, 'gap-4': 'gap-4-yes' })).toBe(1.5);
	});

	it('keep what is said: to a choice as it was, to what is typed in one gap for that answer there', () => {
		const report = read(
			'{1:MR:=a#A~b#B} {1:SA:=four#Yes~fore#Nearly~%50%for#Half} {1:NM:=2:0.5#Two~*#Count}'
		);
		expect(changesOf(report.items[0])).toEqual([
			{ code: 'type_approximated', detail: 'MULTIRESPONSE' }
		]);
		expect(onlyOf(report).feedback?.parts).toEqual([
			{ id: 'gap-1-yes', text: 'A' },
			{ id: 'gap-2-yes', text: 'B' }
		]);
		const said = (text: string, number: string) =>
			saidTo(onlyOf(report), {
				type: 'gap_text',
				filled: [
					{ gap: 'gap-3', value: text },
					{ gap: 'gap-4', value: number }
				]
			});
		expect(said('Four', '2.5')).toEqual(['Yes', 'Two']);
		expect(said('fore', '3')).toEqual(['Nearly', 'Count']);
		expect(said('for', '')).toEqual(['Half']);
		expect(said('two', '2')).toEqual(['Two']);
	});

	it('may hold escaped signs, entities and tags', () => {
		expect(fill('{1:SA:=a\\}b\\~c\\#d#said}', { 'gap-1': 'a}b~c#d' })).toBe(1);
		expect(fill('{1:SA:=caf&amp;#233;}', { 'gap-1': 'café' })).toBe(1);
		expect(fill('{1:SAC:=H<sub>2</sub>O}', { 'gap-1': 'H2O' })).toBe(1);
		expect(fill('{1:SAC:=H<sub>2</sub>O}', { 'gap-1': 'h2o' })).toBe(0);
	});

	it('leave braces of other kinds alone', () => {
		const { prompt } = onlyOf(read('Of {a} and {1:x} find {1:SA:=c}')).item;
		expect(prompt).toBe('Of {a} and {1:x} find [[gap-1]]');
	});

	it('that do not end, or ask for nothing, leave the question out', () => {
		expect(reasonOf(read('{1:SA:=never ends').items[0])?.code).toBe('malformed');
		expect(reasonOf(read('No gap at all').items[0])?.code).toBe('malformed');
		expect(reasonOf(read('{1:SA:wrong}').items[0])?.code).toBe('no_right_answer');
		expect(reasonOf(read('{1:NM:=two}').items[0])?.code).toBe('malformed');
	});

	it('inside markup that is taken out leave the question out, not half of it in', () => {
		const report = read('{1:SA:=a} <script>{1:SA:=b}</script>');
		expect(reasonOf(report.items[0])).toEqual({ code: 'malformed', detail: '[[gap-2]]' });
	});

	it('a text of double brackets is no gap', () => {
		expect(onlyOf(read('[[gap-1]] is text, {1:SA:=x} is not')).item.prompt).toBe(
			'\\[\\[gap-1]] is text, [[gap-1]] is not'
		);
	});
});
