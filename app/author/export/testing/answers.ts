/** Answers to an item by where its parts stand, so that the same ones can be given to it after it went out and came back. */
import type { Item } from '#sync/schema/item.ts';
import type { ResponseValue } from '#sync/schema/response.ts';
import { readingOrder } from '#app/ui/rich-tokens.ts';
import { ordered } from '../compare/names.ts';
import { Random } from './random.ts';
import { typed } from './texts.ts';

const numbers = ['42', '42.4', '7.5', '8', '500', '-3.5', '1000000', '0.001', 'seven'];

export function answersTo(item: Item, seed: number): ResponseValue | null {
	const random = new Random(seed);
	const ids = (list: readonly { id: string }[]) => list.map(({ id }) => id);
	switch (item.type) {
		case 'single_choice':
			return { type: item.type, choice: random.of(ids(ordered(item))) };
		case 'multiple_choice':
			return { type: item.type, choices: random.some(ids(ordered(item)), 1) };
		case 'true_false':
			return { type: item.type, value: random.chance(0.5) };
		case 'numeric':
			return { type: item.type, text: random.of(numbers) };
		case 'short_text':
			return { type: item.type, text: word(random) };
		case 'matching': {
			const options = ids(ordered(item));
			return {
				type: item.type,
				pairs: ids(item.rows).map((row) => ({ row, option: random.of(options) }))
			};
		}
		case 'ordering':
			return { type: item.type, order: random.mixed(ids(ordered(item))) };
		case 'gap_text': {
			const places = readingOrder(item.prompt, ids(item.gaps)).all;
			const filled = places.flatMap((gap) => {
				const found = item.gaps.find(({ id }) => id === gap);
				if (!found) return [];
				const value =
					found.input === 'choice'
						? random.of(ids(ordered(found)))
						: found.input === 'number'
							? random.of(numbers)
							: word(random);
				return [{ gap, value }];
			});
			return { type: item.type, filled };
		}
		case 'drag_text': {
			const options = ids(ordered(item));
			const places = readingOrder(item.prompt, item.blanks).all;
			return {
				type: item.type,
				placed: places.map((blank) => ({ blank, option: random.of(options) }))
			};
		}
		case 'drag_picture': {
			const options = ids(ordered(item));
			return {
				type: item.type,
				placed: ids(item.zones).map((zone) => ({ zone, option: random.of(options) }))
			};
		}
		case 'hotspot':
			return { type: item.type, areas: random.some(ids(item.areas), 1).slice(0, item.most) };
		case 'hot_text': {
			const spans = readingOrder(item.prompt, ids(item.spans)).all;
			return { type: item.type, spans: random.some(spans, 1).slice(0, item.most) };
		}
		case 'calculated':
			return { type: item.type, text: String(random.below(2000)) };
		case 'essay':
		case 'upload':
		case 'description':
			return null;
	}
}

const word = (random: Random) => {
	const one = random.of(typed);
	return random.of([one, one.toLowerCase(), `${one}x`, `${one}y`]);
};
