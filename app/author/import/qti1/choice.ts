import { choiceMarks, singleMarks } from '../marks/choice-marks.ts';
import type { XmlElement } from '../xml.ts';
import {
	identOf,
	idOf,
	labelsIn,
	optionsOf,
	pointsOf,
	promptOf,
	shuffleOf,
	unkeyed,
	type Context,
	type Made
} from './context.ts';
import { likelyKeys } from './scoring.ts';

export function readChoice(response: XmlElement, context: Context): Made {
	const labels = labelsIn(response);
	const name = identOf(response);
	const prompt = promptOf(context);
	const { ids, options } = optionsOf(labels, 'option', context);
	const base = { id: context.id, prompt, options, shuffle: shuffleOf(response) };
	const score = (chosen: readonly string[]) => context.run({ [name]: chosen }).score;
	return /^multiple$/i.test(response.attributes['rcardinality'] ?? 'single')
		? readMultiple(response, { context, base, ids, score })
		: readSingle({ context, base, ids, score });
}

type Choice = {
	context: Context;
	base: { id: string; prompt: string; options: { id: string; text: string }[]; shuffle: boolean };
	ids: ReadonlyMap<string, string>;
	score: (chosen: readonly string[]) => number;
};

function readSingle({ context, base, ids, score }: Choice): Made {
	const type = 'single_choice' as const;
	const marks = ids.size > 0 ? singleMarks([...ids.keys()], (option) => score([option])) : null;
	if (!marks) return { item: { ...base, type, points: unkeyed(context) }, solution: null };
	const shares = marks.shares.map(({ option, share }) => ({ option: idOf(ids, option), share }));
	return {
		item: { ...base, type, points: pointsOf(context, marks.top) },
		solution: {
			type,
			item: base.id,
			correct: idOf(ids, marks.correct),
			...(shares.length > 0 ? { shares } : {})
		}
	};
}

function readMultiple(response: XmlElement, { context, base, ids, score }: Choice): Made {
	const type = 'multiple_choice' as const;
	const marks = choiceMarks({
		options: [...ids.keys()],
		most: ids.size,
		likely: likelyKeys(context.item, identOf(response)),
		scoreOf: score,
		rules: ['all', 'parts_less_wrong', 'shares']
	});
	if (!marks) return { item: { ...base, type, points: unkeyed(context) }, solution: null };
	if (!marks.agrees) context.note({ code: 'marks_guessed', detail: marks.rule });
	const shares = marks.shares.map(({ option, share }) => ({ option: idOf(ids, option), share }));
	return {
		item: { ...base, type, points: pointsOf(context, marks.top) },
		solution: {
			type,
			item: base.id,
			correct: marks.correct.map((option) => idOf(ids, option)),
			partial: marks.rule === 'parts_less_wrong',
			...(marks.rule === 'shares' ? { shares } : {})
		}
	};
}

/** null: its two answers are not simply true and false. */
export function readTrueFalse(response: XmlElement, context: Context): Made | null {
	const labels = labelsIn(response);
	const { ids, options } = optionsOf(labels, 'option', context);
	const said = options.map(({ text }) => text.trim().toLowerCase().replace(/\.$/, ''));
	if (options.length !== 2 || !said.includes('true') || !said.includes('false')) return null;
	const name = identOf(response);
	const marks = singleMarks([...ids.keys()], (option) => context.run({ [name]: [option] }).score);
	if (marks && marks.shares.length > 0) return null;
	const base = { id: context.id, type: 'true_false' as const, prompt: promptOf(context) };
	for (const [ident, id] of ids) {
		const text = options.find((option) => option.id === id)?.text ?? '';
		context.ids.set(ident, /^true/i.test(text) ? 'true' : 'false');
	}
	if (!marks) return { item: { ...base, points: unkeyed(context) }, solution: null };
	const correct = context.ids.get(marks.correct) === 'true';
	return {
		item: { ...base, points: pointsOf(context, marks.top) },
		solution: { type: 'true_false', item: context.id, correct }
	};
}
