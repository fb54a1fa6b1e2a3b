import { describe, expect, it } from 'vitest';
import { zipOf } from '../qti2/sample.ts';
import { readQti1, readQti1Package } from './read-qti1.ts';
import { choices, item, text, label, when, is, documentOf, FIELD, made } from './sample.ts';

describe('QTI 1.2 of other systems', () => {
	it('Respondus: blanks only in the conditions, and a range with its middle', () => {
		const typed = (type: string, presentation: string, rules: string) =>
			`<item ident="i" title="R"><itemmetadata><qtimetadata><qti_metadatafield><fieldlabel>respondusapi_qtype</fieldlabel><fieldentry>${type}</fieldentry></qti_metadatafield><qti_metadatafield><fieldlabel>respondusapi_qpoints</fieldlabel><fieldentry>3.00</fieldentry></qti_metadatafield></qtimetadata></itemmetadata><presentation>${presentation}</presentation><resprocessing><outcomes><decvar varname="que_score" defaultval="0"/></outcomes>${rules.replaceAll('SCORE', 'que_score')}</resprocessing></item>`;
		const blanks = made(
			typed(
				'fillInMultiple',
				text('A [a] and a [b].'),
				when(`<and><or>${is('cat', '[a]')}${is('tom', '[a]')}</or>${is('dog', '[b]')}</and>`, '1')
			)
		);
		expect(blanks.item).toMatchObject({ prompt: 'A [[gap-1]] and a [[gap-2]].', points: 3 });
		expect(blanks.solution).toMatchObject({
			credit: 'all',
			gaps: [{ accepted: [{ text: 'cat' }, { text: 'tom' }] }, {}]
		});
		const range = made(
			typed(
				'numerical',
				`${text('How much?')}<response_num ident="r"><render_fib fibtype="Decimal"/></response_num>`,
				when(
					`<vargte respident="r">1.2</vargte><varlte respident="r">1.4</varlte>${is('1.3')}`,
					'1'
				)
			)
		);
		expect(range.solution).toMatchObject({ correct: 1.3, tolerance: { amount: 0.1 } });
	});

	it('Blackboard: formatted text in flows, and all of the points by their name', () => {
		const formatted = (words: string) =>
			`<flow class="Block"><material><mat_extension><mat_formattedtext type="HTML">${words}</mat_formattedtext></mat_extension></material></flow>`;
		const one = made(
			`<item><itemmetadata><bbmd_questiontype>Multiple Choice</bbmd_questiontype><qmd_absolutescore_max>5.0</qmd_absolutescore_max></itemmetadata><presentation><flow>${formatted('Which &lt;b&gt;one&lt;/b&gt;?')}<flow><response_lid ident="r" rcardinality="Single"><render_choice><flow_label><response_label ident="a">${formatted('this')}</response_label></flow_label><flow_label><response_label ident="b">${formatted('that')}</response_label></flow_label></render_choice></response_lid></flow></flow></presentation><resprocessing><outcomes><decvar varname="SCORE"/></outcomes><respcondition title="correct"><conditionvar>${is('b')}</conditionvar><setvar variablename="SCORE" action="Set">SCORE.max</setvar></respcondition></resprocessing></item>`
		);
		expect(one.item).toMatchObject({
			prompt: 'Which **one**?',
			points: 5,
			options: [{ text: 'this' }, { text: 'that' }]
		});
		expect(one.solution).toMatchObject({ correct: 'option-2' });
	});

	it('rules that give nothing for any answer name no right one, and that is the file’s', () => {
		const zero = (points: string) =>
			readQti1({
				text: documentOf(
					item(
						'multiple_choice_question',
						text('Which?') + choices('r', ['a', 'b']),
						when(is('a'), '0') + when(is('b'), points, 'Add')
					)
				),
				guessed: false
			}).items;
		expect(zero('0')).toMatchObject([
			{ outcome: 'whole', lacks: [{ code: 'right_answer_missing' }], authored: { solution: null } }
		]);
		expect(zero('-1')).toMatchObject([
			{ outcome: 'changed', changes: [{ code: 'no_right_answer' }] }
		]);
	});

	it('what says nothing of itself is known by its shape', () => {
		const bare = `<item ident="i" title="Bare"><presentation>${text('Order them.')}<response_lid ident="r" rcardinality="Ordered"><render_extension>${label('b')}${label('a')}</render_extension></response_lid></presentation><resprocessing><outcomes><decvar varname="SCORE" maxvalue="4"/></outcomes>${when(`<varequal respident="r" index="1">a</varequal><varequal respident="r" index="2">b</varequal>`, '4')}</resprocessing></item>`;
		const one = made(bare);
		expect(one.item).toMatchObject({ type: 'ordering', points: 4 });
		expect(one.solution).toMatchObject({ correct: ['option-2', 'option-1'] });
	});

	it('a cartridge’s copy of a quiz is not read beside the whole one', () => {
		const quiz = documentOf(item('essay_question', text('Discuss.') + FIELD, ''));
		const report = readQti1Package(
			zipOf({
				'imsmanifest.xml':
					'<manifest><resources><resource identifier="q1" type="imsqti_xmlv1p2/imscc_xmlv1p1/assessment"><file href="q1/assessment_qti.xml"/></resource></resources></manifest>',
				'q1/assessment_qti.xml': quiz,
				'q1/assessment_meta.xml': '<quiz/>',
				'non_cc_assessments/q1.xml.qti': quiz
			})
		);
		expect(report.items).toMatchObject([
			{ outcome: 'whole', authored: { item: { type: 'essay', points: 2 } } }
		]);
	});

	it('a document that breaks off gives the items before it, and says where', () => {
		const whole = documentOf(
			item('essay_question', text('One.') + FIELD, ''),
			item('essay_question', text('Two.') + FIELD, ''),
			item('essay_question', text('Three.') + FIELD, '')
		);
		const report = readQti1({ text: whole.slice(0, whole.indexOf('Three')), guessed: false });
		expect(report.items).toHaveLength(2);
		expect(report.broken).toMatchObject({ code: 'broken_xml' });
	});
});
