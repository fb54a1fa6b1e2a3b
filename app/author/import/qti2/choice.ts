import { choiceMarks, singleMarks } from '../marks/choice-marks.ts';
import { childrenOf, type XmlElement } from '../xml.ts';
import { numberIn } from './declarations.ts';
import { areTrueWords } from './true-words.ts';
import {
	idOf,
	idsFor,
	optionsOf,
	promptOf,
	responseOf,
	shuffleOf,
	type Context,
	type Made
} from './context.ts';

export function readChoice(interaction: XmlElement, context: Context): Made {
	const { id, marking, note } = context;
	const choices = childrenOf(interaction, 'simpleChoice');
	const ids = idsFor(choices, 'option', context);
	const { name, declaration } = responseOf(interaction, context);
	const most = numberIn(interaction, 'maxChoices') ?? 1;
	const base = {
		id,
		prompt: promptOf(interaction, context),
		options: optionsOf(choices, ids, context),
		shuffle: shuffleOf(interaction, choices, context)
	};
	const isSingle = most === 1 || declaration?.single === true;
	const type = isSingle ? ('single_choice' as const) : ('multiple_choice' as const);
	const unkeyed = (): Made => {
		return { item: { ...base, type, points: marking.unkeyed() }, solution: null };
	};
	const score = (chosen: readonly string[]) => marking.scoreOf({ [name]: chosen });
	if (isSingle) {
		if (choices.length === 0) return unkeyed();
		const marks = singleMarks([...ids.keys()], (option) => score([option]));
		if (!marks) return unkeyed();
		if (marks.shares.length === 0 && isTrueFalse([...ids.keys()], base))
			return {
				item: { id, type: 'true_false', prompt: base.prompt, points: marking.points(marks.top) },
				solution: { type: 'true_false', item: id, correct: marks.correct === 'true' }
			};
		const shares = marks.shares.map(({ option, share }) => ({ option: idOf(ids, option), share }));
		return {
			item: { ...base, type, points: marking.points(marks.top) },
			solution: {
				type: 'single_choice',
				item: id,
				correct: idOf(ids, marks.correct),
				...(shares.length > 0 ? { shares } : {})
			}
		};
	}
	const marks = choiceMarks({
		options: [...ids.keys()],
		most: most === 0 ? choices.length : most,
		likely: [declaration?.correct.map(String) ?? []],
		scoreOf: score,
		rules: ['all', 'parts_less_wrong', 'shares']
	});
	if (!marks) return unkeyed();
	const points = marking.points(marks.top);
	if (!marks.agrees) note({ code: 'marks_guessed', detail: marks.rule });
	else if (marks.takesAway) note({ code: 'penalty_dropped' });
	return {
		item: { ...base, type, points },
		solution: {
			type: 'multiple_choice',
			item: id,
			correct: marks.correct.map((option) => idOf(ids, option)),
			partial: marks.rule === 'parts_less_wrong',
			...(marks.rule === 'shares'
				? {
						shares: marks.shares.map(({ option, share }) => ({ option: idOf(ids, option), share }))
					}
				: {})
		}
	};
}

/** As our own exports write it. What is half right, or worse than nothing, it has no place for. */
const isTrueFalse = (
	names: readonly string[],
	{ options: [yes, no], shuffle }: { options: { text: string }[]; shuffle: boolean }
): boolean =>
	names.join() === 'true,false' && !shuffle && areTrueWords(yes?.text ?? '', no?.text ?? '');
