import type { Item } from '#sync/schema/item.ts';
import type { ResponseValue } from '#sync/schema/response.ts';
import { readNumber } from '#sync/scoring.ts';

/** An answer that was taken back or is empty counts as none. */
export function isAnswered(value: ResponseValue | undefined): boolean {
	if (value === undefined) return false;
	switch (value.type) {
		case 'single_choice':
			return value.choice !== null;
		case 'multiple_choice':
			return value.choices.length > 0;
		case 'true_false':
			return value.value !== null;
		default:
			return value.text.trim() !== '';
	}
}

/** Something is written where a number is asked for, and it is none. It is sealed as it was typed; a person will have to look at it. */
export function isUnreadable(item: Item | undefined, value: ResponseValue | undefined): boolean {
	if (item?.type !== 'numeric' || value?.type !== 'numeric') return false;
	return isAnswered(value) && readNumber(value.text, item.unit) === null;
}
