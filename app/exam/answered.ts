import type { Item } from '#sync/schema/item.ts';
import type { ResponseValue } from '#sync/schema/response.ts';
import { isAnswered } from '#sync/answered.ts';
import { readingOf } from '#sync/read-number.ts';
import { countWords } from './item/count-words.ts';
import type { Words } from './item/words-text.ts';
import { isUnreadableGap, valueIn } from './item/gap-values.ts';

/** Something is entered, and a part of the item has nothing yet. */
export function isIncomplete(item: Item | undefined, value: ResponseValue | undefined): boolean {
	if (!item || !isAnswered(value)) return false;
	if (item.type === 'matching' && value.type === 'matching')
		return count(value.pairs.map(({ row }) => row)) < fillable(item.rows.length, item);
	if (item.type === 'gap_text' && value.type === 'gap_text')
		return item.gaps.some(({ id }) => valueIn(value.filled, id).trim() === '');
	if (item.type === 'drag_text' && value.type === 'drag_text')
		return count(value.placed.map(({ blank }) => blank)) < fillable(item.blanks.length, item);
	if (item.type === 'drag_picture' && value.type === 'drag_picture')
		return count(value.placed.map(({ zone }) => zone)) < fillable(item.zones.length, item);
	return false;
}

const count = (ids: readonly string[]): number => new Set(ids).size;
/** Options that can be used once may be fewer than the places for them. */
const fillable = (places: number, item: { reuse: boolean; options: readonly unknown[] }): number =>
	item.reuse ? places : Math.min(places, item.options.length);

/** An essay with fewer words than are asked for, or more; null: nothing else, and nothing that has no words at all. */
export function wordsAmiss(item: Item | undefined, value: ResponseValue | undefined): Words | null {
	if (item?.type !== 'essay' || value?.type !== 'essay' || !isAnswered(value)) return null;
	const { minWords: least, maxWords: most } = item;
	if (least === undefined && most === undefined) return null;
	const count = countWords(value.text);
	const fits = count >= (least ?? 0) && count <= (most ?? Infinity);
	return fits ? null : { count, least, most };
}

/**
 * Something is written where a number is asked for, and it is none. It is sealed as it was typed; a person will have to look at it. With
 * another unit it may be right: only the key knows, so nobody is drawn to change it. A gap knows no other unit.
 */
export function isUnreadable(item: Item | undefined, value: ResponseValue | undefined): boolean {
	if (item?.type !== value?.type) return false;
	if (item?.type === 'gap_text' && value?.type === 'gap_text')
		return item.gaps.some((gap) => isUnreadableGap(gap, valueIn(value.filled, gap.id)));
	if (item?.type !== 'numeric' && item?.type !== 'calculated') return false;
	if (value?.type !== 'numeric' && value?.type !== 'calculated') return false;
	return isAnswered(value) && readingOf(value.text, item.unit).kind === 'none';
}
