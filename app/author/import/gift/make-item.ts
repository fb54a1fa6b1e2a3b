import { htmlToWords } from '../html.ts';
import { choice } from '../moodle/choice.ts';
import { pairs } from '../moodle/pairs.ts';
import type { Base, Made, Note } from '../moodle/question.ts';
import { typedNumber } from '../moodle/typed-number.ts';
import { typedText } from '../moodle/typed-text.ts';
import { LeftOutError } from '../report.ts';
import { readAnswers } from './answers.ts';
import { written, type GiftQuestion, type Written } from './question.ts';

export type Texts = { note: Note; markdown: (text: Written) => string };

export function makeItem(id: string, question: GiftQuestion, { note, markdown }: Texts): Made {
	const prompt = markdown(question.text);
	if (prompt === '') throw new LeftOutError('no_prompt');
	const base: Base = { id, prompt, points: 1 };
	if (question.answers === null)
		return { item: { ...base, type: 'description', points: 0 }, solution: null };
	const read = readAnswers(question.answers);
	const text = (source: string) => markdown(written(source, question.text.format));
	switch (read.kind) {
		case 'essay':
			return {
				item: { ...base, type: 'essay' },
				solution: { type: 'essay', item: id, rubric: '' }
			};
		case 'true_false': {
			const [correct, wrong] = [text(read.right), text(read.wrong)];
			return {
				item: { ...base, type: 'true_false' },
				solution: { type: 'true_false', item: id, correct: read.correct },
				said: { ...(correct === '' ? {} : { correct }), ...(wrong === '' ? {} : { wrong }) }
			};
		}
		case 'choice':
			return choice(
				base,
				read.answers.map((one) => ({ ...one, text: text(one.text), said: text(one.said) })),
				// As Moodle does with what says nothing about it.
				{ kind: read.single ? 'single' : 'several', shuffle: true, note }
			);
		case 'number':
			return typedNumber(
				base,
				read.answers.map((one) => ({ ...one, said: text(one.said) })),
				{ units: null, note }
			);
		case 'matching':
			return pairs(
				base,
				read.pairs.map(({ row, option }) => ({ row: text(row), option: words(option, markdown) }))
			);
		case 'text':
			return typedText(
				base,
				read.answers.map((one) => ({ ...one, text: typedWords(one.text), said: text(one.said) })),
				{ caseSensitive: false, note }
			);
	}
}

/** In a drop-down: words, with tags only where somebody wrote some. */
function words(source: string, markdown: Texts['markdown']): string {
	const one = written(source, 'plain');
	return markdown(/<\/?[a-z][^<>]*>/i.test(one.source) ? { ...one, format: 'html' } : one);
}

function typedWords(source: string): string {
	const one = written(source, 'plain');
	return one.format === 'html' ? htmlToWords(one.source) : one.source;
}
