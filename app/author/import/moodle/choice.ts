/** Options with shares to an item of one or several choices. */
import { LeftOutError } from '../report.ts';
import { isFull, wholeShares } from './grades.ts';
import type { Base, Made, Note } from './question.ts';

export type ChoiceAnswer = { text: string; share: number; said: string };
export type ChoiceKind = 'single' | 'several' | 'all_or_nothing';

export function choice(
	base: Base,
	answers: readonly ChoiceAnswer[],
	{ kind, shuffle, note }: { kind: ChoiceKind; shuffle: boolean; note: Note }
): Made {
	if (answers.length < 2) throw new LeftOutError('too_few_options');
	const ids = answers.map((_, at) => `option-${at + 1}`);
	const options = answers.map(({ text }, at) => ({ id: ids[at] ?? '', text }));
	const parts = answers.flatMap(({ said }, at) =>
		said === '' ? [] : [{ id: ids[at] ?? '', text: said }]
	);
	const said = parts.length === 0 ? {} : { parts };
	const item = base.id;
	// As surveys are written. What only takes points away says that something else is right.
	const isAsked = answers.every(({ share }) => share === 0);
	if (isAsked) {
		note({ code: 'right_answer_missing' });
		const type = kind === 'single' ? ('single_choice' as const) : ('multiple_choice' as const);
		return { item: { ...base, type, options, shuffle }, solution: null, said };
	}
	if (kind === 'single') {
		const best = answers.findIndex(({ share }) => isFull(share));
		if (best < 0) throw noneIsRight(answers);
		const shares = answers.flatMap(({ share }, at) =>
			at === best || share === 0 ? [] : [{ option: ids[at] ?? '', share }]
		);
		return {
			item: { ...base, type: 'single_choice', options, shuffle },
			solution: {
				type: 'single_choice',
				item,
				correct: ids[best] ?? '',
				...(shares.length === 0 ? {} : { shares })
			},
			said
		};
	}
	const shares = wholeShares(
		answers.map(({ share }) => share),
		note
	);
	const correct = ids.filter((_, at) => (shares[at] ?? 0) > 0);
	if (correct.length === 0) throw new LeftOutError('no_right_answer');
	const exact = ids.flatMap((option, at) =>
		shares[at] === 0 ? [] : [{ option, share: shares[at] ?? 0 }]
	);
	return {
		item: { ...base, type: 'multiple_choice', options, shuffle },
		solution: {
			type: 'multiple_choice',
			item,
			correct,
			partial: kind === 'several',
			...(kind === 'several' ? { shares: exact } : {})
		},
		said
	};
}

/** Of a single choice one must give all the points: which was meant to cannot be told. */
function noneIsRight(answers: readonly { share: number }[]): LeftOutError {
	const best = Math.max(...answers.map(({ share }) => share));
	return best > 0
		? new LeftOutError('marks_invalid', `${Number((best * 100).toFixed(3))} %`)
		: new LeftOutError('no_right_answer');
}
