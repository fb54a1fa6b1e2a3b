/** An item of each type as it begins: as much as the form of its type needs to be filled in. */
import type { AuthoredItem } from '#sync/schema/authored-item.ts';
import type { Item, ItemType, Option } from '#sync/schema/item.ts';
import type { DraftItem } from '#sync/schema/draft.ts';
import { canonicalText } from '#sync/canonical.ts';
import { NO_PICTURE } from '#sync/draft/no-picture.ts';
import type { Solution } from '#sync/schema/solution.ts';
import { newId } from './steps.ts';

const empty = (count: number, of = 'option'): Option[] =>
	Array.from({ length: count }, () => ({ id: newId(of), text: '' }));
/** What a student reads stands for nothing until it is written. */
const NOTHING = ' ';
const middle = { x: 0.4, y: 0.4, width: 0.2, height: 0.2 };

export function newItem(type: ItemType, name: string, id = newId('item')): AuthoredItem {
	const { item, solution } = begun(type, { id, prompt: NOTHING, points: 1 });
	return {
		name,
		item,
		solution,
		feedback: null,
		category: [],
		tags: [],
		difficulty: null,
		language: null
	};
}

type Begun = { item: Item; solution: Solution | null };

function begun(type: ItemType, base: { id: string; prompt: string; points: number }): Begun {
	const options = empty(2);
	const of = { item: base.id };
	switch (type) {
		case 'single_choice':
		case 'multiple_choice':
			return { item: { ...base, type, options, shuffle: true }, solution: null };
		case 'true_false':
		case 'numeric':
			return { item: { ...base, type }, solution: null };
		case 'short_text':
			return { item: { ...base, type, maxLength: 200 }, solution: null };
		case 'essay':
			return { item: { ...base, type, points: 5 }, solution: { ...of, type, rubric: '' } };
		case 'upload':
			return {
				item: { ...base, type, points: 5, accept: ['any'], most: 1 },
				solution: { ...of, type, rubric: '' }
			};
		case 'matching': {
			const rows = empty(2, 'row');
			const correct = rows.map(({ id }, at) => ({ row: id, option: options[at]?.id ?? '' }));
			return {
				item: { ...base, type, rows, options, several: false, reuse: false, shuffle: true },
				solution: { ...of, type, correct, credit: 'parts' }
			};
		}
		case 'ordering': {
			const all = empty(3);
			return {
				item: { ...base, type, options: all, shuffle: true },
				solution: { ...of, type, correct: all.map(({ id }) => id), credit: 'position' }
			};
		}
		case 'gap_text':
			return {
				item: { ...base, type, prompt: '[[gap-1]]', gaps: [{ id: 'gap-1', input: 'text' }] },
				solution: null
			};
		case 'drag_text':
			return {
				item: {
					...base,
					type,
					prompt: '[[blank-1]]',
					blanks: ['blank-1'],
					options: options.slice(0, 1),
					reuse: false,
					shuffle: true
				},
				solution: {
					...of,
					type,
					correct: [{ blank: 'blank-1', options: [options[0]?.id ?? ''] }],
					credit: 'parts'
				}
			};
		case 'drag_picture':
			return {
				item: {
					...base,
					type,
					picture: NO_PICTURE,
					alt: NOTHING,
					zones: [{ id: 'place-1', text: NOTHING, ...middle }],
					options: options.slice(0, 1),
					reuse: false,
					shuffle: true
				},
				solution: {
					...of,
					type,
					correct: [{ zone: 'place-1', options: [options[0]?.id ?? ''] }],
					credit: 'parts'
				}
			};
		case 'hotspot':
			return {
				item: {
					...base,
					type,
					picture: NO_PICTURE,
					alt: NOTHING,
					areas: [{ id: 'place-1', text: NOTHING, shape: { kind: 'rectangle', ...middle } }],
					most: 1
				},
				solution: { ...of, type, correct: ['place-1'], credit: 'all' }
			};
		case 'hot_text':
			return {
				item: {
					...base,
					type,
					prompt: '[[word-1]]',
					spans: [{ id: 'word-1', text: '' }],
					most: 1
				},
				solution: null
			};
		case 'calculated':
			return {
				item: { ...base, type, wildcards: ['a', 'b'], variants: [[1, 2]] },
				solution: null
			};
		case 'description':
			return { item: { ...base, type, points: 0 }, solution: null };
	}
}

/** Nothing has been written in it since it was made: what is missing need not be said yet. */
export function isBegun(authored: AuthoredItem): boolean {
	const { item, name } = authored;
	return !authored.feedback && alike(authored) === alike(newItem(item.type, name, item.id));
}

/** Ids are new in every item: here they are counted. */
function alike({ item, solution }: AuthoredItem): string {
	const known: string[] = [];
	return canonicalText({ item, solution }).replaceAll(/"(?:option|row)-[0-9a-f]{8}"/g, (id) => {
		if (!known.includes(id)) known.push(id);
		return String(known.indexOf(id));
	});
}

/** The same again under another id; it stands on its own from here on. */
export function copied(from: AuthoredItem, name: string, id = newId('item')): AuthoredItem {
	return {
		...from,
		name: name.slice(0, 300),
		item: { ...from.item, id },
		solution: from.solution && { ...from.solution, item: id },
		feedback: from.feedback && { ...from.feedback, item: id }
	};
}

export const written = (authored: AuthoredItem): DraftItem => ({ ...authored, bank: null });
