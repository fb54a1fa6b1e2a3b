import { orderMarks } from '../marks/order-marks.ts';
import { childrenOf, type XmlElement } from '../xml.ts';
import {
	idOf,
	idsFor,
	optionsOf,
	promptOf,
	responseOf,
	type Context,
	type Made
} from './context.ts';

export function readOrder(interaction: XmlElement, context: Context): Made {
	const { id, marking, note } = context;
	const choices = childrenOf(interaction, 'simpleChoice');
	const ids = idsFor(choices, 'option', context);
	const { name, declaration } = responseOf(interaction, context);
	if (
		interaction.attributes['shuffle'] === 'true' &&
		choices.some(({ attributes }) => attributes['fixed'] === 'true')
	)
		note({ code: 'layout_dropped', detail: 'fixed' });
	const base = {
		id,
		type: 'ordering' as const,
		prompt: promptOf(interaction, context),
		options: optionsOf(choices, ids, context),
		shuffle: interaction.attributes['shuffle'] === 'true'
	};
	const correct = declaration?.correct.map(String) ?? [];
	const isWhole =
		correct.length === choices.length && correct.every((identifier) => ids.has(identifier));
	const marks = isWhole ? orderMarks(correct, (order) => marking.scoreOf({ [name]: order })) : null;
	if (!marks) {
		return { item: { ...base, points: marking.unkeyed() }, solution: null };
	}
	const points = marking.points(marks.top);
	if (!marks.agrees) note({ code: 'marks_guessed', detail: marks.credit });
	return {
		item: { ...base, points },
		solution: {
			type: 'ordering',
			item: id,
			correct: correct.map((option) => idOf(ids, option)),
			credit: marks.credit
		}
	};
}
