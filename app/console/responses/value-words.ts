/** A response in words. Option texts are Markdown, so they come back as they were written. */
import { m } from '#app/i18n/generated/messages.js';
import type { Item } from '#sync/schema/item.ts';
import type { ResponseValue } from '#sync/schema/response.ts';

/** null: it says nothing. `rich`: to be read as the author's Markdown, not as the student's text. */
export type ValueWords = { lines: readonly string[]; rich: boolean } | null;

export function valueWords(item: Item, value: ResponseValue | null): ValueWords {
	if (value === null) return null;
	switch (value.type) {
		case 'single_choice':
			return value.choice === null ? null : { lines: [optionText(item, value.choice)], rich: true };
		case 'multiple_choice':
			return value.choices.length === 0
				? null
				: { lines: value.choices.map((choice) => optionText(item, choice)), rich: true };
		case 'true_false':
			return value.value === null
				? null
				: { lines: [value.value ? m.attempt_true() : m.attempt_false()], rich: false };
		default:
			return value.text.trim() === '' ? null : { lines: [value.text], rich: false };
	}
}

/** An option that the form does not have is shown by its id: the verifier will have said so. */
const optionText = (item: Item, id: string): string =>
	('options' in item ? item.options.find((option) => option.id === id)?.text : undefined) ?? id;
