import { childOf, type XmlElement } from '../xml.ts';
import { choice, type ChoiceKind } from './choice.ts';
import { shareOf } from './grades.ts';
import { isTrue, sourceOf, type Made, type MoodleQuestion, type Rewrite } from './question.ts';

type How = {
	prompt?: Rewrite;
	answer?: (source: string, answer: XmlElement) => string;
	allOrNothing?: boolean;
};

export function readMultichoice(question: MoodleQuestion, how: How = {}): Made {
	const base = question.base(how.prompt);
	const kind: ChoiceKind = how.allOrNothing
		? 'all_or_nothing'
		: isTrue(question.field('single') || 'true')
			? 'single'
			: 'several';
	// Moodle's own form leaves empty answers behind.
	const answers = question.all('answer').filter((answer) => sourceOf(answer).trim() !== '');
	return choice(
		base,
		answers.map((answer) => ({
			text: question.markdown(answer, (source) => how.answer?.(source, answer) ?? source),
			share: shareOf(answer),
			said: question.markdown(childOf(answer, 'feedback'))
		})),
		{ kind, shuffle: question.flag('shuffleanswers'), note: question.note }
	);
}
