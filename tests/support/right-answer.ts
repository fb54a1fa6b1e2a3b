import type { Item } from '#sync/schema/item.ts';
import type { ResponseValue } from '#sync/schema/response.ts';
import { keyOf } from '#sync/testing/every-item.ts';
import { variantOf } from '#sync/variant.ts';

/** What earns everything; null: nothing does without a person. `marker`: as the keys were made with. */
export function rightAnswer(item: Item, seed: string, marker = 'the key'): ResponseValue | null {
	const key = keyOf(item.type, marker);
	switch (key?.type) {
		case 'single_choice':
			return { type: key.type, choice: key.correct };
		case 'multiple_choice':
			return { type: key.type, choices: key.correct };
		case 'true_false':
			return { type: key.type, value: key.correct };
		case 'numeric':
			return { type: key.type, text: `${key.correct} m` };
		case 'short_text':
			return { type: key.type, text: marker };
		case 'essay':
			return { type: key.type, text: 'Ten words at the very least, as it was asked.' };
		case 'matching':
			return { type: key.type, pairs: key.correct.map(({ row, option }) => ({ row, option })) };
		case 'ordering':
			return { type: key.type, order: key.correct };
		case 'gap_text':
			return {
				type: key.type,
				filled: [
					{ gap: 'w', value: marker },
					{ gap: 'n', value: '3 kg' },
					{ gap: 'c', value: 'y' }
				]
			};
		case 'drag_text':
			return {
				type: key.type,
				placed: key.correct.map(({ blank, options }) => ({ blank, option: options[0] ?? '' }))
			};
		case 'drag_picture':
			return {
				type: key.type,
				placed: key.correct.map(({ zone, options }) => ({ zone, option: options[0] ?? '' }))
			};
		case 'hotspot':
			return { type: key.type, areas: key.correct };
		case 'hot_text':
			return { type: key.type, spans: key.correct };
		case 'calculated': {
			if (item.type !== 'calculated') return null;
			const { a = 0, b = 0 } = variantOf(item, seed);
			return { type: key.type, text: String(a * b) };
		}
		default:
			return null;
	}
}
