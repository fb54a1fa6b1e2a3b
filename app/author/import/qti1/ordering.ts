import { orderMarks } from '../marks/order-marks.ts';
import type { XmlElement } from '../xml.ts';
import { creditsParts } from './blackboard.ts';
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

/** Blackboard asks for all of them at once and means the order they are listed in: its rules alone would take any. */
const isListed = (key: readonly string[], score: (order: readonly string[]) => number): boolean =>
	key.length > 1 && score(key.toReversed()) === score(key);

function listedCredit({ fields }: Context) {
	const parts = creditsParts(fields);
	return {
		credit: parts === true ? ('position' as const) : ('all' as const),
		agrees: parts !== null
	};
}

export function readOrdering(response: XmlElement, context: Context): Made {
	const { id, item, run, note } = context;
	const name = identOf(response);
	const prompt = promptOf(context);
	const { ids, options } = optionsOf(labelsIn(response), 'option', context);
	const base = { id, type: 'ordering' as const, prompt, options, shuffle: shuffleOf(response) };
	const score = (order: readonly string[]) => run({ [name]: order }).score;
	const keys = likelyKeys(item, name).filter(
		(key) => new Set(key).size === ids.size && key.every((one) => ids.has(one))
	);
	const [key] = keys.toSorted((one, other) => score(other) - score(one));
	const found = key ? orderMarks(key, score) : null;
	if (!key || !found) return { item: { ...base, points: unkeyed(context) }, solution: null };
	const marks = isListed(key, score) ? { ...found, ...listedCredit(context) } : found;
	if (!marks.agrees) note({ code: 'marks_guessed', detail: marks.credit });
	return {
		item: { ...base, points: pointsOf(context, marks.top) },
		solution: {
			type: 'ordering',
			item: id,
			correct: key.map((option) => idOf(ids, option)),
			credit: marks.credit
		}
	};
}
