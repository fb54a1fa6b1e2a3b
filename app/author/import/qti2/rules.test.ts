import { describe, expect, it } from 'vitest';
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
				body: '<selectPointInteraction responseIdentifier="RESPONSE"><prompt>P</prompt></selectPointInteraction>'
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
