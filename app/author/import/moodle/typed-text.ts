/** Words that are typed, in an item of their own or in a gap: `*` in an accepted answer stands for any letters, `\*` for itself. */
import type { TypedRule } from '#sync/schema/solution.ts';
import { LeftOutError } from '../report.ts';
import { isFull } from './grades.ts';
import type { Base, Made, Note } from './question.ts';
import { saidOf } from './said.ts';

export type TextAnswer = { text: string; share: number; said: string };

const hasStar = (text: string) => /(?<!\\)\*/.test(text);

/** `*` alone takes in whatever was typed. */
export function textRule(text: string, caseSensitive: boolean, note: Note): TypedRule {
	if (text.trim() === '*') return { input: 'other' };
	const wildcards = hasStar(text);
	if (wildcards && text.includes('\\*')) note({ code: 'type_approximated', detail: '\\*' });
	return { input: 'text', answer: text.replaceAll('\\*', '*'), caseSensitive, wildcards };
}

export function acceptedTexts(answers: readonly TextAnswer[], note: Note) {
	const wildcards = answers.some(({ text, share }) => share > 0 && hasStar(text));
	const lastRight = answers.findLastIndex(({ share }) => share > 0);
	if (lastRight < 0) throw new LeftOutError('no_right_answer');
	// A wrong answer is told only where a `*` behind it would take it for a right one.
	const kept = answers
		.slice(0, lastRight + 1)
		.filter(({ text, share }) => text.trim() !== '' && (share > 0 || wildcards));
	if (wildcards && kept.some(({ text }) => text.includes('\\*')))
		note({ code: 'type_approximated', detail: '\\*' });
	return {
		wildcards,
		accepted: kept.map(({ text, share }) => ({ text: text.replaceAll('\\*', '*'), share }))
	};
}

export function typedText(
	base: Base,
	answers: readonly TextAnswer[],
	{ caseSensitive, note }: { caseSensitive: boolean; note: Note }
): Made {
	const { accepted, wildcards } = acceptedTexts(answers, note);
	const right = accepted.filter(({ share }) => isFull(share));
	if (right.length === 0) throw new LeftOutError('no_right_answer');
	const firstOther = accepted.findIndex(({ share }) => !isFull(share));
	// With `*` the first that fits counts; only those before any other may be tried before all others.
	const before = wildcards && firstOther > 0 ? accepted.slice(0, firstOther) : right;
	if (wildcards && firstOther === 0)
		note({ code: 'marks_guessed', detail: accepted[0]?.text ?? '' });
	const also = accepted.filter((one) => !before.includes(one));
	const longest = Math.max(...accepted.map(({ text }) => text.length));
	return {
		item: { ...base, type: 'short_text', maxLength: Math.min(1000, Math.max(255, longest)) },
		solution: {
			type: 'short_text',
			item: base.id,
			accepted: [...new Set(before.map(({ text }) => text))],
			caseSensitive,
			...(wildcards ? { wildcards } : {}),
			...(also.length === 0 ? {} : { also })
		},
		said: saidOf(
			answers.map((one) => ({ ...one, rule: textRule(one.text, caseSensitive, note) })),
			note
		)
	};
}
