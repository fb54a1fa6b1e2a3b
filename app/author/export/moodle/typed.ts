/** What is typed: words and numbers. What is said to any other answer hangs on `*`, which takes in all. */
import type { TypedRule } from '#sync/schema/solution.ts';
import { allowedBy, saidAnswers, type SaidAnswer } from '../said-answers.ts';
import { tag, textTag } from '../text/xml.ts';
import { fraction } from './grades.ts';
import { keyed, type WriteQuestion } from './kinds.ts';
import { feedbackTag, numberText, type QuestionText } from './question-text.ts';

/** Answers in the order in which Moodle tries them. `any`: what `*` needs beside its words. */
export function answerTags(
	answers: readonly SaidAnswer[],
	texts: QuestionText,
	any = ''
): string[] {
	return answers.map(({ rule, share, said }) => {
		const { text, more } = written(rule, any);
		return tag(
			'answer',
			{ fraction: fraction(share), format: 'plain_text' },
			textTag('text', text),
			more,
			feedbackTag(texts, said)
		);
	});
}

function written(rule: TypedRule, any: string): { text: string; more: string } {
	switch (rule.input) {
		case 'text':
			return { text: rule.wildcards ? rule.answer : rule.answer.replaceAll('*', '\\*'), more: '' };
		case 'number':
			return {
				text: numberText(rule.value),
				more: textTag('tolerance', numberText(allowedBy(rule)))
			};
		case 'formula':
			return {
				text: rule.formula,
				more: [
					textTag('tolerance', numberText(rule.tolerance.amount)),
					textTag('tolerancetype', rule.tolerance.kind === 'relative' ? 1 : 2),
					textTag('correctanswerformat', 1),
					textTag('correctanswerlength', 4)
				].join('')
			};
		case 'other':
			return { text: '*', more: any };
	}
}

export const writeShortText: WriteQuestion = (authored, texts) => {
	const { solution } = keyed('short_text', authored);
	return {
		type: 'shortanswer',
		inside: [
			textTag('usecase', solution.caseSensitive ? 1 : 0),
			...answerTags(saidAnswers(authored), texts)
		]
	};
};

export const writeNumeric: WriteQuestion = (authored, texts) => {
	const { item, solution } = keyed('numeric', authored);
	return {
		type: 'numerical',
		inside: [
			...answerTags(saidAnswers(authored), texts, textTag('tolerance', 0)),
			...unitTags(item.unit, solution.units ?? [])
		]
	};
};

export function unitTags(
	unit: string | undefined,
	others: readonly { name: string; factor: number }[]
): string[] {
	if (unit === undefined || unit === '') return [textTag('showunits', 3)];
	const all = [{ name: unit, multiplier: 1 }].concat(
		others.map(({ name, factor }) => ({ name, multiplier: 1 / factor }))
	);
	return [
		tag(
			'units',
			{},
			...all.map(({ name, multiplier }) =>
				tag('unit', {}, textTag('multiplier', numberText(multiplier)), textTag('unit_name', name))
			)
		),
		textTag('unitgradingtype', 0),
		textTag('unitpenalty', 0),
		textTag('showunits', 0),
		textTag('unitsleft', 0)
	];
}
