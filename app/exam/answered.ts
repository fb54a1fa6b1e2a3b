import type { Item } from '#sync/schema/item.ts';
import type { ResponseValue } from '#sync/schema/response.ts';
import { isAnswered } from '#sync/answered.ts';
import { readNumber } from '#sync/read-number.ts';
import { isUnreadableGap, valueIn } from './item/gap-values.ts';

/** Something is written where a number is asked for, and it is none. It is sealed as it was typed; a person will have to look at it. */
export function isUnreadable(item: Item | undefined, value: ResponseValue | undefined): boolean {
	if (item?.type !== value?.type) return false;
	if (item?.type === 'gap_text' && value?.type === 'gap_text')
		return item.gaps.some((gap) => isUnreadableGap(gap, valueIn(value.filled, gap.id)));
	if (item?.type !== 'numeric' && item?.type !== 'calculated') return false;
	if (value?.type !== 'numeric' && value?.type !== 'calculated') return false;
	return isAnswered(value) && readNumber(value.text, item.unit) === null;
}
