import { textTag } from '../text/xml.ts';
import { fraction } from './grades.ts';
import { keyed, type WriteQuestion } from './kinds.ts';
import { feedbackTag, partOf } from './question-text.ts';

export const writeSingle: WriteQuestion = (authored, texts) => {
	const { item, solution, feedback } = keyed('single_choice', authored);
	const shares = new Map(solution.shares?.map(({ option, share }) => [option, share]));
	shares.set(solution.correct, 1);
	return {
		type: 'multichoice',
		combined: true,
		inside: [
			...how(item.shuffle, true),
			...item.options.map(({ id, text }) =>
				texts.line(
					'answer',
					text,
					{ fraction: fraction(shares.get(id) ?? 0) },
					feedbackTag(texts, partOf(feedback, id))
				)
			)
		]
	};
};

export const writeMultiple: WriteQuestion = (authored, texts) => {
	const { item, solution, feedback } = keyed('multiple_choice', authored);
	const one = 1 / solution.correct.length;
	const shareOf = (id: string): number => {
		if (solution.shares) return solution.shares.find(({ option }) => option === id)?.share ?? 0;
		// All or nothing is not to be had: a wrong choice takes at least all away.
		return solution.correct.includes(id) ? one : solution.partial ? -one : -1;
	};
	return {
		type: 'multichoice',
		combined: true,
		inside: [
			...how(item.shuffle, false),
			...item.options.map(({ id, text }) =>
				texts.line(
					'answer',
					text,
					{ fraction: fraction(shareOf(id)) },
					feedbackTag(texts, partOf(feedback, id))
				)
			)
		]
	};
};

const how = (shuffle: boolean, single: boolean) => [
	textTag('single', String(single)),
	textTag('shuffleanswers', String(shuffle)),
	textTag('answernumbering', 'abc')
];

export const writeTrueFalse: WriteQuestion = (authored, texts) => {
	const { solution, feedback } = keyed('true_false', authored);
	const answer = (value: boolean) => {
		const isRight = value === solution.correct;
		const said = (isRight ? feedback?.correct : feedback?.wrong) ?? '';
		return texts.line(
			'answer',
			String(value),
			{ fraction: isRight ? 100 : 0 },
			feedbackTag(texts, said)
		);
	};
	return { type: 'truefalse', inside: [answer(true), answer(false)] };
};
