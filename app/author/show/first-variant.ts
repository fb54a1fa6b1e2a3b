import type { Item } from '#sync/schema/item.ts';

/** The prompt as the first of the students would see it: with numbers for the names of a calculated item. */
export function firstVariant(item: Item): string {
	if (item.type !== 'calculated') return item.prompt;
	const [numbers = []] = item.variants;
	return item.wildcards.reduce(
		(prompt, name, at) => prompt.replaceAll(`{${name}}`, String(numbers[at] ?? `{${name}}`)),
		item.prompt
	);
}
