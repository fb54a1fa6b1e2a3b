/** A table to begin with: a row of each type that a table can hold, to be written over. */
import type { AuthoredItem } from '#sync/schema/authored-item.ts';
import type { Item } from '#sync/schema/item.ts';
import type { Solution } from '#sync/schema/solution.ts';
import { writeXlsx } from '../export/table/write-xlsx.ts';
import { typeWords } from '../type-words.ts';

const options = ['1', '2', '3'].map((text) => ({ id: `option-${text}`, text }));
const exactly = { kind: 'absolute' as const, amount: 0.5 };

const example = (item: Item, solution: Solution | null): AuthoredItem => ({
	name: typeWords[item.type](),
	item,
	solution,
	feedback: null,
	category: [],
	tags: [],
	difficulty: null,
	language: null
});

export function templateTable(): Uint8Array<ArrayBuffer> {
	const item = 'item';
	const base = (type: Item['type']) => ({ id: item, prompt: `${typeWords[type]()} …`, points: 1 });
	const items = [
		example(
			{ ...base('single_choice'), type: 'single_choice', options, shuffle: true },
			{ type: 'single_choice', item, correct: 'option-2' }
		),
		example(
			{ ...base('multiple_choice'), type: 'multiple_choice', options, shuffle: true },
			{ type: 'multiple_choice', item, correct: ['option-1', 'option-3'], partial: true }
		),
		example(
			{ ...base('true_false'), type: 'true_false' },
			{ type: 'true_false', item, correct: true }
		),
		example(
			{ ...base('numeric'), type: 'numeric', unit: 'm' },
			{ type: 'numeric', item, correct: 42, tolerance: exactly }
		),
		example(
			{ ...base('short_text'), type: 'short_text', maxLength: 100 },
			{ type: 'short_text', item, accepted: ['H2O'], caseSensitive: false }
		),
		example(
			{ ...base('essay'), type: 'essay', minWords: 50, maxWords: 200 },
			{ type: 'essay', item, rubric: '' }
		),
		example(
			{
				...base('matching'),
				type: 'matching',
				rows: options.slice(0, 2).map(({ text }) => ({ id: `row-${text}`, text: `${text} × 2` })),
				options: ['2', '4', '6'].map((text) => ({ id: `option-${text}`, text })),
				several: false,
				reuse: true,
				shuffle: true
			},
			{
				type: 'matching',
				item,
				correct: [
					{ row: 'row-1', option: 'option-2' },
					{ row: 'row-2', option: 'option-4' }
				],
				credit: 'parts'
			}
		),
		example(
			{ ...base('ordering'), type: 'ordering', options, shuffle: true },
			{ type: 'ordering', item, correct: options.map(({ id }) => id), credit: 'position' }
		),
		example({ ...base('description'), type: 'description', points: 0 }, null)
	];
	return writeXlsx(items, new Map(), '').bytes;
}
