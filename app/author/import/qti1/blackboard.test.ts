import { describe, expect, it } from 'vitest';
import { earned } from '../../../../tests/support/imported.ts';
import { readQti1 } from './read-qti1.ts';
import { documentOf, is, made } from './sample.ts';

const words = (text: string) =>
	`<flow class="FORMATTED_TEXT_BLOCK"><material><mat_extension><mat_formattedtext type="HTML">${text}</mat_formattedtext></mat_extension></material></flow>`;
const condition = (asked: string, given: string, shown = 'correct') =>
	`<respcondition><conditionvar>${asked}</conditionvar>${given}<displayfeedback linkrefid="${shown}"/></respcondition>`;
const ALL = '<setvar variablename="SCORE" action="Set">SCORE.max</setvar>';
const percent = (name: string, value: number) =>
	`<setvar ${name}CreditPercent="SCORE" action="Set">${value}</setvar>`;
const said = (ident: string) =>
	`<itemfeedback ident="${ident}"><material><mattext>Said ${ident}.</mattext></material></itemfeedback>`;
const blackboard = (type: string, parts: boolean | null, blocks: string, rules: string) =>
	`<item><itemmetadata><bbmd_questiontype>${type}</bbmd_questiontype>${parts === null ? '' : `<bbmd_partialcredit>${parts}</bbmd_partialcredit>`}<qmd_absolutescore_max>4.0</qmd_absolutescore_max></itemmetadata><presentation><flow class="Block"><flow class="QUESTION_BLOCK">${words('Do it: [x] [y]')}</flow>${blocks}</flow></presentation><resprocessing><outcomes><decvar varname="SCORE"/></outcomes>${rules}${condition('<other/>', '<setvar variablename="SCORE" action="Set">0</setvar>', 'incorrect')}</resprocessing>${said('correct')}${said('incorrect')}</item>`;
const block = (name: string, inside: string) => `<flow class="${name}">${inside}</flow>`;
const labels = (idents: readonly string[], text: (ident: string) => string) =>
	`<render_choice shuffle="No">${idents.map((ident) => `<flow_label><response_label ident="${ident}">${text(ident)}</response_label></flow_label>`).join('')}</render_choice>`;

describe('matching of Blackboard', () => {
	const row = (ident: string, text: string) =>
		block(
			'Block',
			`${words(text)}<response_lid ident="${ident}" rcardinality="Single">${labels(
				[`${ident}1`, `${ident}2`, `${ident}3`],
				() => ''
			)}</response_lid>`
		);
	const right = (rows: readonly string[], more = '') =>
		block('RESPONSE_BLOCK', rows.join('')) +
		block(
			'RIGHT_MATCH_BLOCK',
			['one', 'two', 'three'].map((text) => block('Block', words(text))).join('') + more
		);
	const both = (given: string) =>
		condition(is('a2', 'a'), given) +
		condition(is('b1', 'b'), given) +
		condition(is('b1', 'b'), given);
	const matching = (parts: boolean | null, rules: string) =>
		blackboard('Matching', parts, right([row('a', 'First'), row('b', 'Second')]), rules);

	it('has the words of its labels in a block of their own, by their place', () => {
		const one = made(matching(true, both(percent('Partial', 50) + percent('Negative', 0))));
		expect(one).toMatchObject({
			changes: [],
			item: {
				type: 'matching',
				prompt: 'Do it: \\[x] \\[y]',
				points: 4,
				rows: [{ text: 'First' }, { text: 'Second' }],
				options: [{ text: 'one' }, { text: 'two' }, { text: 'three' }]
			},
			solution: {
				credit: 'parts',
				correct: [
					{ row: 'row-1', option: 'option-2' },
					{ row: 'row-2', option: 'option-1' }
				]
			},
			feedback: { correct: 'Said correct.', wrong: 'Said incorrect.' }
		});
		const pairs = [{ row: 'row-1', option: 'option-2' }];
		expect(earned(one, { type: 'matching', pairs })).toBe(2);
	});

	it('is all or nothing where parts do not count; a penalty is kept or told', () => {
		const credit = (parts: boolean | null, given: string) => {
			const { solution, changes } = made(matching(parts, both(given)));
			return [solution?.type === 'matching' && solution.credit, changes];
		};
		expect(credit(false, '')).toEqual(['all', []]);
		expect(credit(null, '')).toEqual(['all', ['marks_guessed']]);
		const taken = (penalty: number) => percent('Partial', 50) + percent('Negative', penalty);
		expect(credit(true, taken(50))).toEqual(['parts_less_wrong', []]);
		expect(credit(true, taken(25))).toEqual(['parts', ['penalty_dropped']]);
	});

	it('keeps what each row is worth where that differs', () => {
		const rules =
			condition(is('a2', 'a'), percent('Partial', 75)) +
			condition(is('b1', 'b'), percent('Partial', 25));
		const one = made(matching(true, rules));
		const pairs = [{ row: 'row-1', option: 'option-2' }];
		expect(earned(one, { type: 'matching', pairs })).toBe(3);
	});

	it('that asks for words that are not there is left out', () => {
		const { items } = readQti1({
			text: documentOf(matching(true, condition(is('nowhere', 'a'), ALL))),
			guessed: false
		});
		expect(items).toMatchObject([{ outcome: 'left_out', reason: { code: 'malformed' } }]);
	});
});

describe('ordering of Blackboard', () => {
	const ordering = (parts: boolean | null) =>
		blackboard(
			'Ordering',
			parts,
			block(
				'RESPONSE_BLOCK',
				`<response_lid ident="r" rcardinality="Ordered">${labels(['p', 'q', 's'], words)}</response_lid>`
			),
			condition(`<and>${is('s')}${is('p')}${is('q')}</and>`, ALL)
		);

	it('means the order in which its rule lists them', () => {
		const one = made(ordering(true));
		expect(one).toMatchObject({
			changes: [],
			item: { type: 'ordering', points: 4 },
			solution: { correct: ['option-3', 'option-1', 'option-2'], credit: 'position' },
			feedback: { correct: 'Said correct.', wrong: 'Said incorrect.' }
		});
		expect(made(ordering(false))).toMatchObject({ changes: [], solution: { credit: 'all' } });
		expect(made(ordering(null)).changes).toEqual(['marks_guessed']);
	});
});

describe('a jumbled sentence of Blackboard', () => {
	it('is a list of all words in each gap', () => {
		const field = (ident: string) =>
			`<response_lid ident="${ident}" rcardinality="Single">${labels(['k', 'l', 'n'], words)}</response_lid>`;
		const jumbled = (parts: boolean) =>
			made(
				blackboard(
					'Jumbled Sentence',
					parts,
					block('RESPONSE_BLOCK', field('x') + field('y')),
					condition(`<and>${is('l', 'x')}${is('n', 'y')}</and>`, ALL)
				)
			);
		const one = jumbled(true);
		expect(one).toMatchObject({
			changes: [],
			item: { type: 'gap_text', prompt: 'Do it: [[gap-1]] [[gap-2]]', points: 4 },
			feedback: { correct: 'Said correct.', wrong: 'Said incorrect.' }
		});
		const fill = (gap: string, value: string) => ({ gap, value });
		const first = fill('gap-1', 'gap-1-option-2');
		expect(earned(one, { type: 'gap_text', filled: [first] })).toBe(2);
		expect(earned(jumbled(false), { type: 'gap_text', filled: [first] })).toBe(0);
		const filled = [first, fill('gap-2', 'gap-2-option-3')];
		expect(earned(jumbled(false), { type: 'gap_text', filled })).toBe(4);
	});
});

it('a hot spot of Blackboard is left out by its name', () => {
	const { items } = readQti1({
		text: documentOf(blackboard('Hot Spot', null, '', '')),
		guessed: false
	});
	expect(items).toMatchObject([
		{ outcome: 'left_out', reason: { code: 'type_unsupported', detail: 'Hot Spot' } }
	]);
});
