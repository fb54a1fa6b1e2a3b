/** A draft to go on from, of an exam that was published without one: by the installation's own tool, or before there were drafts. */
import type { Draft, DraftItem } from '../schema/draft.ts';
import type { Form } from '../schema/form.ts';
import type { Item } from '../schema/item.ts';
import type { Feedback, Solution } from '../schema/solution.ts';

const MOST_NAME = 80;

export function draftOfForm(
	form: Form,
	solutions: readonly Solution[],
	feedback: readonly Feedback[]
): Draft {
	const byId = new Map(
		form.items.map((item) => [item.id, draftItemOf(item, solutions, feedback)] as const)
	);
	const sections = form.sections ?? [];
	const placed = new Set(sections.flatMap(({ items }) => items));
	const rest = form.items.filter(({ id }) => !placed.has(id)).map(({ id }) => id);
	const all = [
		...sections,
		...(rest.length > 0
			? [
					{
						id: 'rest',
						title: '',
						instructions: '',
						items: rest,
						shuffle: form.shuffleItems,
						draw: null
					}
				]
			: [])
	];
	return {
		title: form.title,
		instructions: form.instructions,
		language: form.language,
		navigation: form.navigation ?? 'free',
		passPercent: null,
		sections: all.map(({ items, ...section }) => ({
			...section,
			items: items.flatMap((id) => byId.get(id) ?? [])
		}))
	};
}

function draftItemOf(
	item: Item,
	solutions: readonly Solution[],
	feedback: readonly Feedback[]
): DraftItem {
	const name = item.prompt
		.replaceAll(/!\[[^\]]*\]\([^)]*\)/g, '')
		.replaceAll(/\s+/g, ' ')
		.trim();
	return {
		name: name.slice(0, MOST_NAME).trim() || item.id,
		item,
		solution: solutions.find((one) => one.item === item.id) ?? null,
		feedback: feedback.find((one) => one.item === item.id) ?? null,
		category: [],
		tags: [],
		difficulty: null,
		language: null,
		bank: null
	};
}
