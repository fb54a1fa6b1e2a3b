import { describe, expect, it } from 'vitest';
import { saidToTyped } from '../../../../tests/support/imported.ts';
import { declared, made, mapped, MATCH_CORRECT, reasonOf } from './sample.ts';

const choice =
	'<p>Which?</p><choiceInteraction responseIdentifier="RESPONSE" maxChoices="1"><simpleChoice identifier="a">one</simpleChoice><simpleChoice identifier="b">two</simpleChoice></choiceInteraction>';
const one = declared('single', 'identifier', ['a']);

describe('response processing of QTI 2', () => {
	it('rules that nobody knows leave the key, and the points are called a guess', () => {
		const item = made({
			declare: one,
			body: choice,
			rules:
				'<responseProcessing><setOutcomeValue identifier="SCORE"><customOperator class="x"/></setOutcomeValue></responseProcessing>'
		});
		expect(item.solution).toMatchObject({ correct: 'option-1' });
		expect(item.changes).toEqual(['marks_guessed']);
	});

	it('a pattern from a file is never run as a regular expression', () => {
		const item = made({
			declare: declared('single', 'string', ['aaaa'], mapped({ aaaa: 1 })),
			body: '<p>Type <textEntryInteraction responseIdentifier="RESPONSE"/></p>',
			rules:
				'<responseProcessing><responseCondition><responseIf><patternMatch pattern="(a+)+$"><variable identifier="RESPONSE"/></patternMatch><setOutcomeValue identifier="SCORE"><baseValue baseType="float">1</baseValue></setOutcomeValue></responseIf></responseCondition></responseProcessing>'
		});
		expect(item.changes).toEqual(['marks_guessed']);
	});

	it('rules that never end are stopped', () => {
		const many = '<variable identifier="SCORE"/>'.repeat(20_000);
		const declare = declared(
			'multiple',
			'identifier',
			Array.from({ length: 26 }, (_, at) => `c${at}`)
		);
		const options = Array.from(
			{ length: 26 },
			(_, at) => `<simpleChoice identifier="c${at}">${at}</simpleChoice>`
		).join('');
		const body = `<p>All?</p><choiceInteraction responseIdentifier="RESPONSE" maxChoices="0">${options}</choiceInteraction>`;
		const sum = `<setOutcomeValue identifier="SCORE"><sum><baseValue baseType="float">1</baseValue>${many}</sum></setOutcomeValue>`;
		expect(
			reasonOf({
				declare,
				body,
				rules: `<responseProcessing>${sum.repeat(5)}</responseProcessing>`
			})
		).toBe('response_processing_unsupported');
	});

	it('feedback is kept beside the item, never in it', () => {
		const set = (value: string) =>
			`<setOutcomeValue identifier="SAID"><baseValue baseType="identifier">${value}</baseValue></setOutcomeValue>`;
		const item = made({
			declare:
				one + '<outcomeDeclaration identifier="SAID" cardinality="single" baseType="identifier"/>',
			body: `${choice}<feedbackBlock outcomeIdentifier="SAID" identifier="bad" showHide="show"><p>Look again.</p></feedbackBlock>`,
			rules: `<responseProcessing><responseCondition><responseIf><match><variable identifier="RESPONSE"/><correct identifier="RESPONSE"/></match><setOutcomeValue identifier="SCORE"><baseValue baseType="float">1</baseValue></setOutcomeValue>${set('good')}</responseIf><responseElse>${set('bad')}</responseElse></responseCondition></responseProcessing>`,
			after:
				'<modalFeedback outcomeIdentifier="SAID" identifier="good" showHide="show">Well seen.</modalFeedback>'
		});
		expect(item.item.prompt).toBe('Which?');
		expect(item.feedback).toEqual({
			item: 'item-1',
			correct: 'Well seen.',
			wrong: 'Look again.'
		});
		expect(item.changes).toEqual([]);
	});

	it('feedback whose rules cannot be asked goes by its name, or is told to be lost', () => {
		const block = (identifier: string) =>
			`<modalFeedback outcomeIdentifier="SAID" identifier="${identifier}" showHide="show">Said ${identifier}.</modalFeedback>`;
		const item = made({
			declare:
				one + '<outcomeDeclaration identifier="SAID" cardinality="single" baseType="identifier"/>',
			body: choice,
			rules:
				'<responseProcessing><setOutcomeValue identifier="SCORE"><customOperator/></setOutcomeValue></responseProcessing>',
			after: block('correct') + block('incorrect') + block('other')
		});
		expect(item.feedback).toEqual({
			item: 'item-1',
			correct: 'Said correct.',
			wrong: 'Said incorrect.'
		});
		expect(item.changes).toContain('feedback_dropped');
	});

	it('feedback for who had all right is found where gaps take the same words, each but once', () => {
		const names = ['ONE', 'TWO'];
		const gap = (name: string) => `<textEntryInteraction responseIdentifier="${name}"/>`;
		const asked = (name: string) => `<variable identifier="${name}"/>`;
		const mapping = (name: string) => `<mapResponse identifier="${name}"/>`;
		const item = made({
			declare:
				names
					.map((name) =>
						declared('single', 'string', [], mapped({ sun: 1, moon: 1, sky: 0.5 }), name)
					)
					.join('') +
				'<outcomeDeclaration identifier="SAID" cardinality="single" baseType="identifier"/>',
			body: `<p>${names.map(gap).join(' ')}</p>`,
			rules: `<responseProcessing><setOutcomeValue identifier="SCORE"><sum>${names.map(mapping).join('')}</sum></setOutcomeValue><responseCondition><responseIf><and><not><match>${names.map(asked).join('')}</match></not><gte><variable identifier="SCORE"/><baseValue baseType="float">2</baseValue></gte></and><setOutcomeValue identifier="SAID"><baseValue baseType="identifier">all</baseValue></setOutcomeValue></responseIf></responseCondition></responseProcessing>`,
			after:
				'<modalFeedback outcomeIdentifier="SAID" identifier="all" showHide="show">Both.</modalFeedback>'
		});
		expect(item.feedback).toEqual({ item: 'item-1', correct: 'Both.' });
	});

	it('what takes more than one kind of answer is left out', () => {
		const two = `${choice}<extendedTextInteraction responseIdentifier="WHY"/>`;
		const declare = one + declared('single', 'string', [], '', 'WHY');
		expect(reasonOf({ declare, body: two, rules: MATCH_CORRECT })).toBe('several_interactions');
	});

	it('templates of items, adaptive items and unknown interactions are left out by name', () => {
		const template =
			'<templateDeclaration identifier="N" cardinality="single" baseType="integer"/>';
		expect(reasonOf({ declare: one + template, body: choice })).toBe('type_unsupported');
		expect(reasonOf({ declare: one, body: choice, attributes: 'adaptive="true"' })).toBe(
			'type_unsupported'
		);
		expect(
			reasonOf({
				body: '<drawingInteraction responseIdentifier="RESPONSE"><prompt>P</prompt></drawingInteraction>'
			})
		).toBe('type_unsupported');
	});

	it('an essay has the points it says, and what markers are told', () => {
		const item = made({
			declare:
				declared('single', 'string', []) +
				'<outcomeDeclaration identifier="MAXSCORE" cardinality="single" baseType="float"><defaultValue><value>6</value></defaultValue></outcomeDeclaration>',
			body: '<extendedTextInteraction responseIdentifier="RESPONSE"><prompt>Discuss.</prompt></extendedTextInteraction><rubricBlock view="scorer"><p>Two reasons.</p></rubricBlock>'
		});
		expect(item.item).toEqual({ id: 'item-1', type: 'essay', prompt: 'Discuss.', points: 6 });
		expect(item.solution).toEqual({ type: 'essay', item: 'item-1', rubric: 'Two reasons.' });
	});

	it('files to hand in and texts to read', () => {
		expect(
			made({
				body: '<uploadInteraction responseIdentifier="RESPONSE" type="application/pdf"><prompt>Scan.</prompt></uploadInteraction>'
			}).item
		).toMatchObject({ type: 'upload', accept: ['pdf'] });
		expect(made({ body: '<p>Read this.</p>' }).item).toEqual({
			id: 'item-1',
			type: 'description',
			prompt: 'Read this.',
			points: 0
		});
	});
});

describe('what is said to single typed answers', () => {
	const SAID = '<outcomeDeclaration identifier="SAID" cardinality="single" baseType="identifier"/>';
	const asked = '<variable identifier="RESPONSE"/>';
	const set = (name: string) =>
		`<setOutcomeValue identifier="SAID"><baseValue baseType="identifier">${name}</baseValue></setOutcomeValue>`;
	const block = (name: string) =>
		`<modalFeedback outcomeIdentifier="SAID" identifier="${name}" showHide="show">Said ${name}.</modalFeedback>`;
	const branches = (...all: [condition: string, then: string][]) =>
		`<responseCondition>${all
			.map(([condition, then], at) => {
				const name = condition === '' ? 'Else' : at === 0 ? 'If' : 'ElseIf';
				return `<response${name}>${condition}${then}</response${name}>`;
			})
			.join('')}</responseCondition>`;
	const rules = (...parts: string[]) =>
		`<responseProcessing><responseCondition><responseIf><match>${asked}<correct identifier="RESPONSE"/></match><setOutcomeValue identifier="SCORE"><baseValue baseType="float">1</baseValue></setOutcomeValue></responseIf></responseCondition>${parts.join('')}</responseProcessing>`;
	const field = '<p>Which? <textEntryInteraction responseIdentifier="RESPONSE"/></p>';

	it('is said to those words alone, and what the rest says not beside it', () => {
		const isWord = (word: string, caseSensitive: boolean) =>
			`<stringMatch caseSensitive="${caseSensitive}">${asked}<baseValue baseType="string">${word}</baseValue></stringMatch>`;
		const item = made({
			declare: declared('single', 'string', ['Rome']) + SAID,
			body: field,
			rules: rules(
				branches(
					[isWord('Rome', true), set('right')],
					[isWord('Oslo', false), set('oslo')],
					[isWord('NO', true), set('no')],
					['', set('rest')]
				)
			),
			after: ['right', 'oslo', 'no', 'rest'].map(block).join('')
		});
		expect(item.changes).toEqual([]);
		const said = ['Rome', 'OSLO', 'NO', 'no'].map((text) => saidToTyped(item, text));
		expect(said).toEqual([['Said right.'], ['Said oslo.'], ['Said no.'], ['Said rest.']]);
	});

	it('is said to those numbers alone', () => {
		const near = (value: number, how: string) =>
			`<equal ${how}>${asked}<baseValue baseType="float">${value}</baseValue></equal>`;
		const item = made({
			declare: declared('single', 'float', ['42']) + SAID,
			body: field,
			rules: rules(
				branches(
					[near(40, 'toleranceMode="absolute" tolerance="1 1"'), set('near')],
					[near(24, 'toleranceMode="exact"'), set('turned')]
				)
			),
			after: ['near', 'turned'].map(block).join('')
		});
		expect(item.changes).toEqual([]);
		const said = ['39', '40.5', '24', '42', '7'].map((text) => saidToTyped(item, text).join());
		expect(said).toEqual(['Said near.', 'Said near.', 'Said turned.', '', '']);
	});

	it('is said in its gap, and what is said to who had all right is not taken for it', () => {
		const names = ['ONE', 'TWO'];
		const mapping = (name: string) => `<mapResponse identifier="${name}"/>`;
		const isWord = (name: string, word: string) =>
			`<stringMatch caseSensitive="true"><variable identifier="${name}"/><baseValue baseType="string">${word}</baseValue></stringMatch>`;
		const item = made({
			declare:
				names
					.toReversed()
					.map((name) =>
						declared('single', 'string', [`r${name}`], mapped({ [`r${name}`]: 1 }), name)
					)
					.join('') + SAID.replace('single', 'multiple'),
			body: `<p>${names.map((name) => `<textEntryInteraction responseIdentifier="${name}"/>`).join(' and ')} so.</p>`,
			rules: `<responseProcessing><setOutcomeValue identifier="SCORE"><sum>${names.map(mapping).join('')}</sum></setOutcomeValue>${branches([isWord('TWO', 'b'), set('b')])}${branches(['<gte><variable identifier="SCORE"/><baseValue baseType="float">2</baseValue></gte>', set('all')])}</responseProcessing>`,
			after: ['b', 'all'].map(block).join('')
		});
		expect(item.changes).toEqual([]);
		expect(item.feedback).toMatchObject({
			correct: 'Said all.',
			typed: [{ gap: 'gap-2', answer: 'b', text: 'Said b.' }]
		});
	});
});
