/** One item of each type with its key and feedback; in everything that a student must not see before release stands `marker`. */
import type { AuthoredItem } from '../schema/authored-item.ts';
import type { Item, ItemType } from '../schema/item.ts';
import type { Solution, TypedFeedback } from '../schema/solution.ts';

const options = (...ids: string[]) => ids.map((id) => ({ id, text: `Option ${id}` }));
const picture = 'ab'.repeat(32);

export const everyItem: Record<ItemType, Item> = {
	single_choice: {
		id: 'single',
		type: 'single_choice',
		prompt: 'Which one?',
		points: 1,
		options: options('a', 'b', 'c'),
		shuffle: true
	},
	multiple_choice: {
		id: 'multiple',
		type: 'multiple_choice',
		prompt: 'Which ones?',
		points: 2,
		options: options('a', 'b', 'c', 'd'),
		shuffle: true
	},
	true_false: { id: 'true-false', type: 'true_false', prompt: 'Is it so?', points: 1 },
	numeric: { id: 'numeric', type: 'numeric', prompt: 'How many?', points: 1, unit: 'm' },
	short_text: {
		id: 'short',
		type: 'short_text',
		prompt: 'What is it called?',
		points: 1,
		maxLength: 50
	},
	essay: { id: 'essay', type: 'essay', prompt: 'Discuss it.', points: 5, minWords: 10 },
	matching: {
		id: 'matching',
		type: 'matching',
		prompt: 'Which belongs to which?',
		points: 2,
		rows: options('r', 's'),
		options: options('x', 'y', 'z'),
		several: false,
		reuse: false,
		shuffle: true
	},
	ordering: {
		id: 'ordering',
		type: 'ordering',
		prompt: 'In which order?',
		points: 2,
		options: options('a', 'b', 'c'),
		shuffle: true
	},
	gap_text: {
		id: 'gaps',
		type: 'gap_text',
		prompt: 'A [[w]] of [[n]] and [[c]].',
		points: 3,
		gaps: [
			{ id: 'w', input: 'text' },
			{ id: 'n', input: 'number', unit: 'kg' },
			{ id: 'c', input: 'choice', options: options('x', 'y'), shuffle: false }
		]
	},
	drag_text: {
		id: 'drag-text',
		type: 'drag_text',
		prompt: 'Put [[p]] before [[q]].',
		points: 2,
		blanks: ['p', 'q'],
		options: options('a', 'b', 'c'),
		reuse: false,
		shuffle: true
	},
	drag_picture: {
		id: 'drag-picture',
		type: 'drag_picture',
		prompt: 'Name the parts.',
		points: 2,
		picture,
		alt: 'A plant with two parts marked',
		zones: [
			{ id: 'top', text: 'At the top', x: 0.1, y: 0.1, width: 0.2, height: 0.1 },
			{ id: 'foot', text: 'At the foot', x: 0.1, y: 0.8, width: 0.2, height: 0.1 }
		],
		options: options('leaf', 'root', 'stone'),
		reuse: false,
		shuffle: true
	},
	hotspot: {
		id: 'hotspot',
		type: 'hotspot',
		prompt: 'Where is it?',
		points: 1,
		picture,
		alt: 'A map with two towns',
		areas: [
			{
				id: 'north',
				text: 'The town in the north',
				shape: { kind: 'circle', x: 0.5, y: 0.2, radius: 0.1 }
			},
			{
				id: 'south',
				text: 'The town in the south',
				shape: { kind: 'rectangle', x: 0.4, y: 0.7, width: 0.2, height: 0.2 }
			}
		],
		most: 1
	},
	hot_text: {
		id: 'hot-text',
		type: 'hot_text',
		prompt: 'The [[one]] and the [[two]].',
		points: 1,
		spans: options('one', 'two'),
		most: 1
	},
	calculated: {
		id: 'calculated',
		type: 'calculated',
		prompt: 'What is {a} times {b}?',
		points: 1,
		wildcards: ['a', 'b'],
		variants: [
			[2, 3],
			[4, 5]
		]
	},
	upload: {
		id: 'upload',
		type: 'upload',
		prompt: 'Show your working.',
		points: 4,
		accept: ['image'],
		most: 2
	},
	description: { id: 'description', type: 'description', prompt: 'Read this first.', points: 0 }
};

/** `marker` stands in every text of a key that has one. */
export function keyOf(type: ItemType, marker: string): Solution | null {
	const item = everyItem[type].id;
	switch (type) {
		case 'single_choice':
			return { type, item, correct: 'b', shares: [{ option: 'c', share: 0.5 }] };
		case 'multiple_choice':
			return { type, item, correct: ['a', 'c'], partial: true };
		case 'true_false':
			return { type, item, correct: false };
		case 'numeric':
			return {
				type,
				item,
				correct: 42,
				tolerance: { kind: 'absolute', amount: 0.5 },
				units: [{ name: marker.slice(0, 40), factor: 1000 }]
			};
		case 'short_text':
			return { type, item, accepted: [marker], caseSensitive: false };
		case 'essay':
		case 'upload':
			return { type, item, rubric: marker };
		case 'matching':
			return {
				type,
				item,
				correct: [
					{ row: 'r', option: 'x' },
					{ row: 's', option: 'y' }
				],
				credit: 'parts'
			};
		case 'ordering':
			return { type, item, correct: ['c', 'a', 'b'], credit: 'position' };
		case 'gap_text':
			return {
				type,
				item,
				credit: 'parts',
				gaps: [
					{
						gap: 'w',
						weight: 1,
						input: 'text',
						accepted: [{ text: marker, share: 1 }],
						caseSensitive: false,
						wildcards: false
					},
					{
						gap: 'n',
						weight: 1,
						input: 'number',
						accepted: [{ value: 3, tolerance: { kind: 'absolute', amount: 0 }, share: 1 }]
					},
					{ gap: 'c', weight: 1, input: 'choice', shares: [{ option: 'y', share: 1 }] }
				]
			};
		case 'drag_text':
			return {
				type,
				item,
				correct: [
					{ blank: 'p', options: ['a'] },
					{ blank: 'q', options: ['b'] }
				],
				credit: 'parts'
			};
		case 'drag_picture':
			return {
				type,
				item,
				correct: [
					{ zone: 'top', options: ['leaf'] },
					{ zone: 'foot', options: ['root'] }
				],
				credit: 'parts'
			};
		case 'hotspot':
			return { type, item, correct: ['north'], credit: 'all' };
		case 'hot_text':
			return { type, item, correct: ['two'], credit: 'all' };
		case 'calculated':
			return {
				type,
				item,
				formula: '{a} * {b}',
				tolerance: { kind: 'relative', amount: 0.01 },
				units: [{ name: marker.slice(0, 40), factor: 1 }]
			};
		case 'description':
			return null;
	}
}

/** What is said to single typed answers, where the type has any. */
function typedOf(type: ItemType, marker: string): TypedFeedback[] {
	const text = `typed ${marker}`;
	const tolerance = { kind: 'absolute', amount: 0.5 } as const;
	const words = { input: 'text', answer: marker, caseSensitive: false, wildcards: false } as const;
	switch (type) {
		case 'short_text':
			return [
				{ id: 'said-1', ...words, text },
				{ id: 'said-2', input: 'other', text }
			];
		case 'numeric':
			return [{ id: 'said-1', input: 'number', value: 41, tolerance, text }];
		case 'calculated':
			return [{ id: 'said-1', input: 'formula', formula: '{a} + {b}', tolerance, text }];
		case 'gap_text':
			return [
				{ id: 'said-1', gap: 'w', ...words, text },
				{ id: 'said-2', gap: 'n', input: 'number', value: 2, tolerance, text }
			];
		default:
			return [];
	}
}

export function authored(type: ItemType, marker = 'the key'): AuthoredItem {
	const item = everyItem[type];
	const typed = typedOf(type, marker);
	return {
		name: `${type} ${marker}`,
		item,
		solution: keyOf(type, marker),
		feedback: {
			item: item.id,
			general: `general ${marker}`,
			correct: `correct ${marker}`,
			partlyCorrect: `partly ${marker}`,
			wrong: `wrong ${marker}`,
			parts: [{ id: 'a', text: `part ${marker}` }],
			...(typed.length > 0 && { typed })
		},
		category: [`category ${marker}`],
		tags: [`tag ${marker}`],
		difficulty: 'hard',
		language: 'en'
	};
}

export const itemTypes = Object.keys(everyItem) as ItemType[];
export const everyPicture = picture;
