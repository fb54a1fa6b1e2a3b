/** Options of an item: added, removed, put elsewhere; what the key says of one goes with it. */
import type { Option } from '#sync/schema/item.ts';
import type { AuthoredItem } from '#sync/schema/authored-item.ts';
import type { Solution } from '#sync/schema/solution.ts';
import type { Step } from './item-desk.ts';
import { forget } from './steps.ts';

/** Fewer make no item of its type. */
export const leastOptions = (type: string): number =>
	['single_choice', 'multiple_choice', 'ordering'].includes(type) ? 2 : 1;

/** Behind `after`, or last. */
export const addOption =
	(option: Option, after?: string): Step =>
	(now) => {
		if (!('options' in now.item)) return now;
		const { options } = now.item;
		const at = options.findIndex(({ id }) => id === after);
		const put = <Thing>(list: readonly Thing[], place: number, thing: Thing) =>
			list.toSpliced(place < 0 ? list.length : place + 1, 0, thing);
		const key = now.solution;
		return {
			...now,
			item: { ...now.item, options: put(options, at, option) },
			solution:
				key?.type === 'ordering'
					? {
							...key,
							correct: put(
								key.correct,
								key.correct.findIndex((id) => id === after),
								option.id
							)
						}
					: key
		};
	};

export const removeOption =
	(option: string): Step =>
	(now) => {
		const { item } = now;
		if (!('options' in item) || item.options.length <= leastOptions(item.type)) return now;
		const options = item.options.filter(({ id }) => id !== option);
		const solution = now.solution && keyWithout(now.solution, option);
		return forget({ ...now, item: { ...item, options }, solution } as AuthoredItem, option);
	};

/** null: nothing is right without it. */
export function keyWithout(key: Solution, option: string): Solution | null {
	const others = (ids: readonly string[]) => ids.filter((id) => id !== option);
	switch (key.type) {
		case 'single_choice':
		case 'multiple_choice': {
			const { shares: all, ...rest } = key;
			const shares = all?.filter((share) => share.option !== option) ?? [];
			const some = shares.length > 0 && { shares };
			if (rest.type === 'single_choice')
				return rest.correct === option ? null : { ...rest, ...some };
			const correct = others(rest.correct);
			return correct.length === 0 ? null : { ...rest, correct, ...some };
		}
		case 'ordering': {
			const correct = others(key.correct);
			return correct.length < 2 ? null : { ...key, correct };
		}
		case 'matching': {
			const correct = key.correct.filter((pair) => pair.option !== option);
			return correct.length === 0 ? null : { ...key, correct };
		}
		case 'drag_text': {
			const correct = key.correct.map((one) => ({ ...one, options: others(one.options) }));
			return nothingIn(correct) ? null : { ...key, correct };
		}
		case 'drag_picture': {
			const correct = key.correct.map((one) => ({ ...one, options: others(one.options) }));
			return nothingIn(correct) ? null : { ...key, correct };
		}
		default:
			return key;
	}
}

const nothingIn = (correct: readonly { options: readonly string[] }[]): boolean =>
	correct.every(({ options }) => options.length === 0);

export const setShuffle =
	(shuffle: boolean): Step =>
	(now) =>
		'shuffle' in now.item ? { ...now, item: { ...now.item, shuffle } } : now;

export const setReuse =
	(reuse: boolean): Step =>
	(now) =>
		'reuse' in now.item ? { ...now, item: { ...now.item, reuse } } : now;

export const setMost =
	(most: number): Step =>
	(now) =>
		'most' in now.item ? ({ ...now, item: { ...now.item, most } } as AuthoredItem) : now;

/** Behind one of them; -1: none is empty. */
export const nextEmpty = (options: readonly Option[], at: number): number =>
	options.findIndex(({ text }, index) => index > at && text.trim() === '');
