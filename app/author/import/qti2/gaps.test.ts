import { describe, expect, it } from 'vitest';
import { declared, made, mapped, MAP_RESPONSE, MATCH_CORRECT } from './sample.ts';

const entry = (identifier = 'RESPONSE') =>
	`<textEntryInteraction responseIdentifier="${identifier}"/>`;
const add = (condition: string, points: number) =>
	`<responseCondition><responseIf>${condition}<setOutcomeValue identifier="SCORE"><sum><variable identifier="SCORE"/><baseValue baseType="float">${points}</baseValue></sum></setOutcomeValue></responseIf></responseCondition>`;
const equals = (attributes: string, identifier = 'RESPONSE') =>
	`<equal ${attributes}><variable identifier="${identifier}"/><correct identifier="${identifier}"/></equal>`;

describe('gaps of QTI 2', () => {
	it('a word inside a sentence, whatever its case, and another for half', () => {
		const item = made({
			declare: declared('single', 'string', ['Paris'], mapped({ Paris: 2, Lutetia: 1 })),
			body: `<p>The capital is ${entry()} today.</p>`,
			rules: MAP_RESPONSE
		});
		expect(item.item).toMatchObject({
			type: 'gap_text',
			prompt: 'The capital is [[gap-1]] today.',
			points: 2
		});
		expect(item.solution).toMatchObject({
			gaps: [
				{
					gap: 'gap-1',
					input: 'text',
					caseSensitive: false,
					accepted: [
						{ text: 'Paris', share: 1 },
						{ text: 'Lutetia', share: 0.5 }
					]
				}
			]
		});
	});

	it('a gap behind a question is a short answer', () => {
		const item = made({
			declare: declared('single', 'string', ['K']),
			body: `<p>Which letter stands for potassium?</p><p>${entry()}</p>`,
			rules: MATCH_CORRECT
		});
		expect(item.item).toMatchObject({
			type: 'short_text',
			prompt: 'Which letter stands for potassium?'
		});
		expect(item.solution).toMatchObject({
			type: 'short_text',
			accepted: ['K'],
			caseSensitive: true
		});
		expect(item.changes).toEqual([]);
	});

	it('numbers within so many hundredths, and exactly', () => {
		const relative = made({
			declare: declared('single', 'float', ['200']),
			body: `<p>How many? ${entry()}</p>`,
			rules: `<responseProcessing>${add(equals('toleranceMode="relative" tolerance="5 5"'), 3)}</responseProcessing>`
		});
		expect(relative.item).toMatchObject({ type: 'numeric', points: 3 });
		expect(relative.solution).toMatchObject({
			correct: 200,
			tolerance: { kind: 'absolute', amount: 10 }
		});
		const exact = made({
			declare: declared('single', 'integer', ['7']),
			body: `<p>How many? ${entry()}</p>`,
			rules: MATCH_CORRECT
		});
		expect(exact.solution).toMatchObject({ correct: 7, tolerance: { amount: 0 } });
	});

	it('a range by its ends', () => {
		const compare = (name: string, value: number) =>
			`<${name}><variable identifier="RESPONSE"/><baseValue baseType="float">${value}</baseValue></${name}>`;
		const item = made({
			declare: declared('single', 'float', []),
			body: `<p>Between? ${entry()}</p>`,
			rules: `<responseProcessing>${add(`<and>${compare('gte', 10)}${compare('lte', 14)}</and>`, 1)}</responseProcessing>`
		});
		expect(item.solution).toMatchObject({
			correct: 12,
			tolerance: { kind: 'absolute', amount: 2 }
		});
		expect(item.changes).toEqual([]);
	});

	it('several gaps of several kinds are one item, each with its weight', () => {
		const item = made({
			declare:
				declared('single', 'string', ['Na'], '', 'A') +
				declared('single', 'integer', ['11'], '', 'B') +
				declared('single', 'identifier', ['m'], '', 'C'),
			body: `<p>Symbol ${entry('A')}, number ${entry('B')}, a <inlineChoiceInteraction responseIdentifier="C" shuffle="false"><inlineChoice identifier="m">metal</inlineChoice><inlineChoice identifier="g">gas</inlineChoice></inlineChoiceInteraction>.</p>`,
			rules: `<responseProcessing>${['A', 'B', 'C']
				.map((name, at) =>
					add(
						`<match><variable identifier="${name}"/><correct identifier="${name}"/></match>`,
						at + 1
					)
				)
				.join('')}</responseProcessing>`
		});
		expect(item.item).toMatchObject({
			type: 'gap_text',
			points: 6,
			prompt: 'Symbol [[gap-1]], number [[gap-2]], a [[gap-3]].',
			gaps: [
				{ input: 'text' },
				{ input: 'number' },
				{ input: 'choice', options: [{ id: 'option-1' }, { id: 'option-2' }] }
			]
		});
		expect(item.solution).toMatchObject({
			credit: 'parts',
			gaps: [
				{ weight: 1 },
				{ weight: 2 },
				{ weight: 3, shares: [{ option: 'option-1', share: 1 }] }
			]
		});
		expect(item.changes).toEqual([]);
	});

	it('gaps that only count together', () => {
		const both = ['A', 'B']
			.map(
				(name) => `<match><variable identifier="${name}"/><correct identifier="${name}"/></match>`
			)
			.join('');
		const item = made({
			declare:
				declared('single', 'string', ['x'], '', 'A') + declared('single', 'string', ['y'], '', 'B'),
			body: `<p>${entry('A')} and ${entry('B')}</p>`,
			rules: `<responseProcessing>${add(`<and>${both}</and>`, 4)}</responseProcessing>`
		});
		expect(item.item.points).toBe(4);
		expect(item.solution).toMatchObject({ credit: 'all' });
		expect(item.changes).toEqual([]);
	});

	it('a slider is a number to be typed, which is told', () => {
		const item = made({
			declare: declared('single', 'integer', ['4']),
			body: '<sliderInteraction responseIdentifier="RESPONSE" lowerBound="0" upperBound="10"><prompt>How much?</prompt></sliderInteraction>',
			rules: MATCH_CORRECT
		});
		expect(item.item).toMatchObject({ type: 'numeric', prompt: 'How much? (0–10)' });
		expect(item.changes).toEqual(['type_approximated']);
	});
});
