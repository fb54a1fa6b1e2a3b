import { describe, expect, it } from 'vitest';
import { lacksOf } from '../../../../tests/support/imported.ts';
import { declared, made, mapped, MAP_RESPONSE, MATCH_CORRECT, only } from './sample.ts';

const choices = (attributes: string, texts = ['red', 'green', 'blue']) =>
	`<choiceInteraction responseIdentifier="RESPONSE" ${attributes}><prompt>Which?</prompt>${texts
		.map((text, at) => `<simpleChoice identifier="c${at}">${text}</simpleChoice>`)
		.join('')}</choiceInteraction>`;

describe('choices of QTI 2', () => {
	it('one right option by the template for it', () => {
		const item = made({
			declare: declared('single', 'identifier', ['c1']),
			body: `<p>Colours.</p>${choices('maxChoices="1" shuffle="true"')}`,
			rules: MATCH_CORRECT
		});
		expect(item.item).toEqual({
			id: 'item-1',
			type: 'single_choice',
			prompt: 'Colours.\n\nWhich?',
			points: 1,
			shuffle: true,
			options: [
				{ id: 'option-1', text: 'red' },
				{ id: 'option-2', text: 'green' },
				{ id: 'option-3', text: 'blue' }
			]
		});
		expect(item.solution).toEqual({ type: 'single_choice', item: 'item-1', correct: 'option-2' });
		expect(item.changes).toEqual([]);
	});

	it('half the points for an option that is half right', () => {
		const item = made({
			declare: declared('single', 'identifier', [], mapped({ c0: 2, c2: 1 })),
			body: choices('maxChoices="1"'),
			rules: MAP_RESPONSE
		});
		expect(item.item.points).toBe(2);
		expect(item.solution).toMatchObject({
			correct: 'option-1',
			shares: [{ option: 'option-3', share: 0.5 }]
		});
	});

	it('several right options are all or nothing where only the whole key earns something', () => {
		const item = made({
			declare: declared('multiple', 'identifier', ['c0', 'c2']),
			body: choices('maxChoices="0"'),
			rules: MATCH_CORRECT
		});
		expect(item.solution).toEqual({
			type: 'multiple_choice',
			item: 'item-1',
			correct: ['option-1', 'option-3'],
			partial: false
		});
	});

	it('right less wrong where the mapping counts so', () => {
		const item = made({
			declare: declared(
				'multiple',
				'identifier',
				['c0', 'c2'],
				mapped({ c0: 1, c2: 1, c1: -1 }, 'lowerBound="0"')
			),
			body: choices('maxChoices="0"'),
			rules: MAP_RESPONSE
		});
		expect(item.solution).toMatchObject({ partial: true });
		expect(item.item.points).toBe(2);
		expect(item.changes).toEqual([]);
	});

	it('a share for each option where they are worth different points, and a total below nothing is told', () => {
		const item = made({
			declare: declared('multiple', 'identifier', [], mapped({ c0: 3, c2: 1, c1: -2 })),
			body: choices('maxChoices="0"'),
			rules: MAP_RESPONSE
		});
		expect(item.solution).toMatchObject({
			shares: [
				{ option: 'option-1', share: 0.75 },
				{ option: 'option-2', share: -0.5 },
				{ option: 'option-3', share: 0.25 }
			]
		});
		expect(item.changes).toEqual(['penalty_dropped']);
	});

	it('an option that stays where it is keeps all of them there', () => {
		const item = made({
			declare: declared('single', 'identifier', ['c0']),
			body: choices('maxChoices="1" shuffle="true"').replace('"c2"', '"c2" fixed="true"'),
			rules: MATCH_CORRECT
		});
		expect(item.item).toMatchObject({ shuffle: false });
		expect(item.changes).toEqual(['layout_dropped']);
	});

	it('of which the file calls nothing right it is whole, with what the file lacks', () => {
		const bare = { declare: declared('single', 'identifier', []), body: choices('maxChoices="1"') };
		expect(made(bare).solution).toBeNull();
		const lacks = [{ code: 'right_answer_missing' }, { code: 'points_missing' }];
		expect(lacksOf(only(bare))).toEqual(lacks);
		expect(lacksOf(only({ ...bare, rules: MATCH_CORRECT }))).toEqual(lacks);
	});

	it('whose right answer is not found though its rules give points, it is changed', () => {
		const score = (points: number) =>
			`<setOutcomeValue identifier="SCORE"><baseValue baseType="float">${points}</baseValue></setOutcomeValue>`;
		const item = made({
			declare: declared('single', 'identifier', []),
			body: choices('maxChoices="1"'),
			rules: `<responseProcessing>${score(0)}</responseProcessing>`
		});
		expect(item.changes).toContain('no_right_answer');
	});

	it('with one option it is left out', () => {
		const item = only({
			declare: declared('single', 'identifier', ['c0']),
			body: choices('maxChoices="1"', ['red']),
			rules: MATCH_CORRECT
		});
		expect(item).toMatchObject({ outcome: 'left_out', reason: { code: 'too_few_options' } });
	});

	it('words of a text to be chosen stand where they stood', () => {
		const item = made({
			declare: declared('multiple', 'identifier', ['w1']),
			body: '<hottextInteraction responseIdentifier="RESPONSE" maxChoices="1"><prompt>Find the verb.</prompt><p>The <hottext identifier="w0">cat</hottext> <hottext identifier="w1">sleeps</hottext>.</p></hottextInteraction>',
			rules: MATCH_CORRECT
		});
		expect(item.item).toMatchObject({
			type: 'hot_text',
			prompt: 'Find the verb.\n\nThe [[span-1]] [[span-2]].',
			spans: [
				{ id: 'span-1', text: 'cat' },
				{ id: 'span-2', text: 'sleeps' }
			],
			most: 1
		});
		expect(item.solution).toMatchObject({ type: 'hot_text', correct: ['span-2'] });
	});

	it('an order, by its places where each place counts', () => {
		const place = (n: number) =>
			`<responseCondition><responseIf><match><index n="${n}"><variable identifier="RESPONSE"/></index><index n="${n}"><correct identifier="RESPONSE"/></index></match><setOutcomeValue identifier="SCORE"><sum><variable identifier="SCORE"/><baseValue baseType="float">1</baseValue></sum></setOutcomeValue></responseIf></responseCondition>`;
		const item = made({
			declare: declared('ordered', 'identifier', ['c2', 'c0', 'c1']),
			body: choices('shuffle="true"').replaceAll('choiceInteraction', 'orderInteraction'),
			rules: `<responseProcessing>${place(1)}${place(2)}${place(3)}</responseProcessing>`
		});
		expect(item.item).toMatchObject({ type: 'ordering', points: 3, shuffle: true });
		expect(item.solution).toEqual({
			type: 'ordering',
			item: 'item-1',
			correct: ['option-3', 'option-1', 'option-2'],
			credit: 'position'
		});
	});
});
