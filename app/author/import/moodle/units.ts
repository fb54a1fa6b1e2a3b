/** The units of a number: the first is that of the answer, the others say how many of them make one of it. */
import { childOf, childrenOf, textOf } from '../xml.ts';
import type { MoodleQuestion } from './question.ts';
import { readDecimal } from './read-decimal.ts';
import type { Units } from './typed-number.ts';

const NONE_SHOWN = '3';

export function readUnits(question: MoodleQuestion): Units {
	const written = childrenOf(childOf(question.element, 'units') ?? question.element, 'unit')
		.map((unit) => ({
			name: textOf(childOf(unit, 'unit_name')).trim(),
			multiplier: readDecimal(textOf(childOf(unit, 'multiplier'))) ?? 1
		}))
		.filter(({ name, multiplier }) => name !== '' && name.length <= 40 && multiplier !== 0);
	if (question.field('showunits') === NONE_SHOWN || written.length === 0) return null;
	const own = written.find(({ multiplier }) => multiplier === 1) ?? written[0];
	if (!own) return null;
	// Ours says the unit beside the field, so there is nothing to get wrong, and nothing to take marks away for.
	if (question.flag('unitgradingtype') || question.field('unitgradingtype') === '2')
		question.note({ code: 'penalty_dropped', detail: own.name });
	return {
		unit: own.name,
		others: written
			.filter((unit) => unit !== own)
			.map(({ name, multiplier }) => ({ name, factor: own.multiplier / multiplier }))
	};
}
