/** What is typed: words and numbers. What is said to a wrong answer hangs on `*`, which takes in all others. */
import type { AuthoredItem } from '#sync/schema/authored-item.ts';
import { tag, textTag } from '../text/xml.ts';
import { fraction } from './grades.ts';
import { keyed, type WriteQuestion } from './kinds.ts';
import { feedbackTag, numberText, type QuestionText } from './question-text.ts';

type Accepted = { text: string; share: number; more?: string };
type Feedback = AuthoredItem['feedback'];

/** Answers, and behind them what is said to whatever else was typed. */
export function answerTags(
	accepted: readonly Accepted[],
	feedback: Feedback,
	texts: QuestionText,
	any = ''
): string[] {
	const said = (share: number) =>
		(share >= 1 ? feedback?.correct : share > 0 ? feedback?.partlyCorrect : undefined) ?? '';
	const wrong = feedback?.wrong ?? '';
	return [
		...accepted.map(({ text, share, more = '' }) =>
			tag(
				'answer',
				{ fraction: fraction(share), format: 'plain_text' },
				textTag('text', text),
				more,
				feedbackTag(texts, said(share))
			)
		),
		...(wrong === ''
			? []
			: [
					tag(
						'answer',
						{ fraction: 0, format: 'plain_text' },
						textTag('text', '*'),
						any,
						feedbackTag(texts, wrong)
					)
				])
	];
}

export const writeShortText: WriteQuestion = (authored, texts) => {
	const { solution, feedback } = keyed('short_text', authored);
	const { accepted, also = [], caseSensitive, wildcards = false } = solution;
	const all = [...accepted.map((text) => ({ text, share: 1 })), ...also];
	const answers = all.map(({ text, share }) => ({
		text: wildcards ? text : text.replaceAll('*', '\\*'),
		share
	}));
	return {
		type: 'shortanswer',
		inside: [textTag('usecase', caseSensitive ? 1 : 0), ...answerTags(answers, feedback, texts)]
	};
};

export const writeNumeric: WriteQuestion = (authored, texts) => {
	const { item, solution, feedback } = keyed('numeric', authored);
	const { correct, tolerance, also = [], units = [] } = solution;
	const answers = [{ value: correct, tolerance, share: 1 }, ...also].map(
		({ value, tolerance: { kind, amount }, share }) => ({
			text: numberText(value),
			share,
			more: textTag(
				'tolerance',
				numberText(kind === 'absolute' ? amount : amount * Math.abs(value))
			)
		})
	);
	return {
		type: 'numerical',
		inside: [
			...answerTags(answers, feedback, texts, textTag('tolerance', 0)),
			...unitTags(item.unit, units)
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
