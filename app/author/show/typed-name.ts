import { m } from '#app/i18n/generated/messages.js';
import type { Item } from '#sync/schema/item.ts';
import type { TypedFeedback } from '#sync/schema/solution.ts';
import { textOf } from './key-lines.ts';
import { numberWords, toleranceWords } from './key-words.ts';

/** Which answers something is said to, for reading. */
export function typedName(item: Item, one: TypedFeedback): string {
	const what =
		one.input === 'other'
			? m.items_feedback_other()
			: m.items_feedback_answered({ of: answerOf(one) });
	return one.gap === undefined ? what : m.items_feedback_in({ of: textOf(item, one.gap), what });
}

function answerOf(one: Exclude<TypedFeedback, { input: 'other' }>): string {
	switch (one.input) {
		case 'text':
			return one.answer;
		case 'number':
			return numberWords(one.value, one.tolerance);
		case 'formula':
			return `${one.formula}${toleranceWords(one.tolerance)}`;
	}
}
