import { describe, expect, it } from 'vitest';
import { parseXml } from '../xml.ts';
import { readQti3Item } from './read-qti3.ts';
import { toNames2 } from './rename.ts';

describe('QTI 3', () => {
	it('elements and their attributes are renamed, HTML and data attributes are not', () => {
		const { root } = parseXml(
			'<qti-choice-interaction max-choices="1" data-my-own="x"><p data-a-b="c">t</p></qti-choice-interaction>'
		);
		expect(root && toNames2(root)).toEqual({
			name: 'choiceInteraction',
			attributes: { maxChoices: '1', 'data-my-own': 'x' },
			children: [{ name: 'p', attributes: { 'data-a-b': 'c' }, children: ['t'] }]
		});
	});

	it('an item is read as its twin of 2.2 would be, with a formula and its language', () => {
		const report =
			readQti3Item(`<qti-assessment-item xmlns="http://www.imsglobal.org/xsd/imsqtiasi_v3p0" identifier="i" title="Roots" xml:lang="fr">
			<qti-response-declaration identifier="RESPONSE" cardinality="single" base-type="identifier"><qti-correct-response><qti-value> A </qti-value></qti-correct-response></qti-response-declaration>
			<qti-outcome-declaration identifier="SCORE" cardinality="single" base-type="float"/>
			<qti-item-body><p><math xmlns="http://www.w3.org/1998/Math/MathML"><msqrt><mn>2</mn></msqrt></math></p>
			<qti-choice-interaction response-identifier="RESPONSE" max-choices="1"><qti-simple-choice identifier="A">irrational</qti-simple-choice><qti-simple-choice identifier="B">rational</qti-simple-choice></qti-choice-interaction>
			<qti-feedback-block outcome-identifier="F" identifier="x" show-hide="show"><qti-content-body>Never here</qti-content-body></qti-feedback-block></qti-item-body>
			<qti-response-processing template="https://purl.imsglobal.org/spec/qti/v3p0/rptemplates/match_correct.xml"/></qti-assessment-item>`);
		expect(report.format).toBe('qti_3');
		const [item] = report.items;
		expect(item).toMatchObject({
			name: 'Roots',
			found: 'choiceInteraction',
			authored: {
				language: 'fr',
				item: { type: 'single_choice', prompt: '$\\sqrt{2}$' },
				solution: { correct: 'option-1' }
			}
		});
	});
});
