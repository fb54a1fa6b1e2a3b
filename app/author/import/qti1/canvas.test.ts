import { describe, expect, it } from 'vitest';
import { saidToTyped } from '../../../../tests/support/imported.ts';
import { readQti1 } from './read-qti1.ts';
import { item, text, choices, when, is, documentOf, FIELD, made } from './sample.ts';

describe('QTI 1.2, as Canvas writes it', () => {
	it('one right option, whose points are the item’s, not the hundred of the rules', () => {
		const one = made(
			item(
				'multiple_choice_question',
				text('&lt;p&gt;Which?&lt;/p&gt;') + choices('r', ['a', 'b']),
				when(is('b'), '100')
			)
		);
		expect(one.item).toMatchObject({
			type: 'single_choice',
			prompt: 'Which?',
			points: 2,
			options: [{ text: 'A' }, { text: 'B' }]
		});
		expect(one.solution).toEqual({ type: 'single_choice', item: 'item-1', correct: 'option-2' });
		expect(one.category).toEqual(['Quiz']);
		expect(one.changes).toEqual([]);
	});

	it('one that nobody named is called by how it begins', () => {
		const called = (title: string, words: string) =>
			made(
				item('essay_question', text(words) + FIELD, '').replace(
					'title="Sample"',
					title === '' ? '' : `title="${title}"`
				)
			).name;
		expect(called('Question', '&lt;p&gt;Why is the&lt;/p&gt;&lt;p&gt;sky blue?&lt;/p&gt;')).toBe(
			'Why is the sky blue?'
		);
		expect(called('', 'Why is the sky blue?')).toBe('Why is the sky blue?');
		expect(called('Question 3', 'Why is the sky blue?')).toBe('Question 3');
		expect(called('Question', 'very '.repeat(30))).toHaveLength(81);
		expect(called('Question', '&lt;img src="a.png" alt="Sky"&gt;')).toBe('Question');
	});

	it('true or false, in the words for it and in no others', () => {
		const said = (first: string, second: string) =>
			made(
				item(
					'true_false_question',
					text('Is it?') +
						choices('r', ['x', 'y']).replace('>X<', `>${first}<`).replace('>Y<', `>${second}<`),
					when(is('y'), '100')
				)
			);
		expect(said('True', 'False').solution).toEqual({
			type: 'true_false',
			item: 'item-1',
			correct: false
		});
		expect(said('Vrai', 'Faux').item).toMatchObject({
			type: 'single_choice',
			options: [{ text: 'Vrai' }, { text: 'Faux' }]
		});
	});

	it('several right options that are asked for together, and those that add up', () => {
		const all = made(
			item(
				'multiple_answers_question',
				text('Which?') + choices('r', ['a', 'b', 'c'], 'Multiple'),
				when(`<and>${is('a')}${is('c')}<not>${is('b')}</not></and>`, '100')
			)
		);
		expect(all.solution).toMatchObject({ correct: ['option-1', 'option-3'], partial: false });
		const sum = made(
			item(
				'multiple_answers_question',
				text('Which?') + choices('r', ['a', 'b', 'c'], 'Multiple'),
				when(is('a'), '50', 'Add', 'Yes') +
					when(is('b'), '-50', 'Add', 'Yes') +
					when(is('c'), '50', 'Add', 'Yes')
			)
		);
		expect(sum.solution).toMatchObject({ correct: ['option-1', 'option-3'], partial: true });
		expect(sum.changes).toEqual([]);
	});

	it('words in any case, and a number in its ranges', () => {
		const words = made(
			item(
				'short_answer_question',
				text('Capital?') + FIELD,
				when(is('Bern') + is('Berne'), '100')
					.replace('<conditionvar>', '<conditionvar><or>')
					.replace('</conditionvar>', '</or></conditionvar>')
			)
		);
		expect(words.solution).toMatchObject({
			type: 'short_text',
			accepted: ['Bern', 'Berne'],
			caseSensitive: false
		});
		const number = made(
			item(
				'numerical_question',
				text('How much?') + FIELD,
				when('<vargte respident="r">4</vargte><varlte respident="r">6</varlte>', '100')
			)
		);
		expect(number.solution).toMatchObject({
			type: 'numeric',
			correct: 5,
			tolerance: { amount: 1 }
		});
	});

	it('blanks where the text names them, with every word that Canvas takes', () => {
		const blank = (name: string, idents: readonly string[]) =>
			choices(
				`response_${name}`,
				idents,
				'Single',
				`<material><mattext>${name}</mattext></material>`
			);
		const one = made(
			item(
				'fill_in_multiple_blanks_question',
				text('The [p] is [q].') + blank('p', ['sun', 'star']) + blank('q', ['hot']),
				when(is('sun', 'response_p'), '50', 'Add', 'Yes') +
					when(is('hot', 'response_q'), '50', 'Add', 'Yes')
			)
		);
		expect(one.item).toMatchObject({ type: 'gap_text', prompt: 'The [[gap-1]] is [[gap-2]].' });
		expect(one.solution).toMatchObject({
			credit: 'parts',
			gaps: [{ accepted: [{ text: 'SUN' }, { text: 'STAR' }] }, { accepted: [{ text: 'HOT' }] }]
		});
	});

	it('lists to choose from in a text', () => {
		const one = made(
			item(
				'multiple_dropdowns_question',
				text('Roses are [c].') +
					choices(
						'response_c',
						['red', 'blue'],
						'Single',
						'<material><mattext>c</mattext></material>'
					),
				when(is('red', 'response_c'), '100', 'Add', 'Yes')
			)
		);
		expect(one.item).toMatchObject({
			prompt: 'Roses are [[gap-1]].',
			gaps: [{ input: 'choice', options: [{ text: 'RED' }, { text: 'BLUE' }] }]
		});
		expect(one.solution).toMatchObject({
			gaps: [{ shares: [{ option: 'gap-1-option-1', share: 1 }] }]
		});
	});

	it('rows with the same options each', () => {
		const row = (ident: string, words: string) =>
			choices(ident, ['x', 'y', 'z'], 'Single', `<material><mattext>${words}</mattext></material>`);
		const one = made(
			item(
				'matching_question',
				text('Match.') + row('r1', 'one') + row('r2', 'two'),
				when(is('x', 'r1'), '50', 'Add', 'Yes') + when(is('y', 'r2'), '50', 'Add', 'Yes')
			)
		);
		expect(one.item).toMatchObject({
			type: 'matching',
			rows: [{ text: 'one' }, { text: 'two' }],
			reuse: true
		});
		expect(one.solution).toMatchObject({
			credit: 'parts',
			correct: [
				{ row: 'row-1', option: 'option-1' },
				{ row: 'row-2', option: 'option-2' }
			]
		});
	});

	it('a formula with its numbers, rounded where the answers are, and left out where it does not give them', () => {
		const calculated = (answers: readonly number[]) =>
			item(
				'calculated_question',
				text('A third of [x]?') + FIELD,
				'',
				`<itemproc_extension><calculated><answer_tolerance>5%</answer_tolerance><formulas decimal_places="2"><formula>x/3</formula></formulas><vars><var name="x" scale="0"/></vars><var_sets>${answers.map((answer, at) => `<var_set><var name="x">${at + 1}</var><answer>${answer}</answer></var_set>`).join('')}</var_sets></calculated></itemproc_extension>`
			);
		const one = made(calculated([0.33, 0.67]));
		expect(one.item).toMatchObject({
			type: 'calculated',
			prompt: 'A third of {x}?',
			wildcards: ['x'],
			variants: [[1], [2]]
		});
		expect(one.solution).toMatchObject({
			formula: 'round({x}/3, 2)',
			tolerance: { kind: 'relative', amount: 0.05 }
		});
		const wrong = readQti1({ text: documentOf(calculated([7])), guessed: false });
		expect(wrong.items).toMatchObject([
			{ outcome: 'left_out', reason: { code: 'formula_unreadable' } }
		]);
	});

	it('what is said stays beside the item', () => {
		const show = (name: string) => `<displayfeedback feedbacktype="Response" linkrefid="${name}"/>`;
		const said = (name: string, words: string) =>
			`<itemfeedback ident="${name}"><material><mattext>${words}</mattext></material></itemfeedback>`;
		const rules = `<respcondition continue="Yes"><conditionvar><other/></conditionvar>${show('g')}</respcondition><respcondition continue="Yes"><conditionvar>${is('b')}</conditionvar>${show('b_fb')}</respcondition>${when(is('a'), '100').replace('</respcondition>', `${show('c')}</respcondition>`)}<respcondition><conditionvar><other/></conditionvar>${show('w')}</respcondition>`;
		const one = made(
			item(
				'multiple_choice_question',
				text('Which?') + choices('r', ['a', 'b']),
				rules,
				said('g', 'For all.') +
					said('c', 'Right.') +
					said('w', 'Not so.') +
					said('b_fb', 'B is not.')
			)
		);
		expect(one.feedback).toEqual({
			item: 'item-1',
			general: 'For all.',
			correct: 'Right.',
			wrong: 'Not so.',
			parts: [{ id: 'option-2', text: 'B is not.' }]
		});
		expect(JSON.stringify(one.item)).not.toContain('Right.');
	});

	it('what is said to one answer in a gap, or one number, is said to that one, in the order of the rules', () => {
		const show = (name: string, ...conditions: string[]) =>
			`<respcondition continue="Yes"><conditionvar>${conditions.join('')}</conditionvar><displayfeedback linkrefid="${name}"/></respcondition>`;
		const said = (name: string) =>
			`<itemfeedback ident="${name}"><material><mattext>Said ${name}.</mattext></material></itemfeedback>`;
		const blank = (name: string, idents: readonly string[]) =>
			choices(
				`response_${name}`,
				idents,
				'Single',
				`<material><mattext>${name}</mattext></material>`
			);
		const gaps = (type: string) =>
			made(
				item(
					type,
					text('[p] and [q].') + blank('p', ['a', 'b']) + blank('q', ['c', 'd']),
					show('a', is('a', 'response_p')) +
						show('d', is('d', 'response_q')) +
						when(is('a', 'response_p'), '50', 'Add', 'Yes') +
						when(is('c', 'response_q'), '50', 'Add', 'Yes'),
					said('a') + said('d')
				)
			);
		const chosen = gaps('multiple_dropdowns_question');
		expect(chosen.changes).toEqual([]);
		expect(chosen.feedback?.parts).toEqual([
			{ id: 'gap-1-option-1', text: 'Said a.' },
			{ id: 'gap-2-option-2', text: 'Said d.' }
		]);
		const typed = gaps('fill_in_multiple_blanks_question');
		expect(typed.changes).toEqual([]);
		const words = { input: 'text', caseSensitive: false, wildcards: false };
		expect(typed.feedback).toEqual({
			item: 'item-1',
			typed: [
				{ id: 'said-1', gap: 'gap-1', ...words, answer: 'A', text: 'Said a.' },
				{ id: 'said-2', gap: 'gap-2', ...words, answer: 'D', text: 'Said d.' }
			]
		});
		const about = (value: number, amount: number, name: string) => ({
			id: `said-${{ near: 1, seven: 2, nine: 3 }[name] ?? 1}`,
			input: 'number',
			value,
			tolerance: { kind: 'absolute', amount },
			text: `Said ${name}.`
		});
		const range = '<vargte respident="r">4</vargte><varlte respident="r">6</varlte>';
		const number = made(
			item(
				'numerical_question',
				text('How many?') + FIELD,
				show('near', range) +
					show('seven', is('7')) +
					show('nine', is('9')) +
					show('right', `<or>${range}${is('9')}</or>`) +
					when(`<or><and>${range}</and>${is('9')}</or>`, '100'),
				said('near') + said('seven') + said('nine') + said('right')
			)
		);
		expect(number.feedback).toEqual({
			item: 'item-1',
			correct: 'Said right.',
			typed: [about(5, 1, 'near'), about(7, 0, 'seven'), about(9, 0, 'nine')]
		});
		// Of three right ones the second is never reached: what it says came, and still nobody is told it.
		const rules = [range, is('5'), is('9')].map((condition, at) =>
			when(condition, '100').replace(
				'</respcondition>',
				`<displayfeedback linkrefid="${'xyz'[at]}"/></respcondition>`
			)
		);
		const hidden = (some: readonly string[], ...names: string[]) =>
			made(
				item(
					'numerical_question',
					text('How many?') + FIELD,
					some.join(''),
					names.map(said).join('')
				)
			);
		const three = hidden(rules, 'x', 'y', 'z');
		expect(three.changes).toEqual([]);
		expect(JSON.stringify(three.feedback)).toContain('Said y.');
		expect(['4.5', '5', '9'].map((typed_) => saidToTyped(three, typed_))).toEqual([
			['Said x.'],
			['Said x.'],
			['Said z.']
		]);
		const two = hidden(rules.slice(0, 2), 'x', 'y');
		expect(JSON.stringify(two.feedback)).toContain('Said y.');
		expect(saidToTyped(two, '5')).toEqual(['Said x.']);
	});
});
