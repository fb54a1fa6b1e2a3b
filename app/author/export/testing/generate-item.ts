/** An authored item of a type, made of a seed: everything the schema has, now and then. */
import { authoredItem, type AuthoredItem } from '#sync/schema/authored-item.ts';
import type { ItemType } from '#sync/schema/item.ts';
import { generateBody } from './generate-body.ts';
import { Random } from './random.ts';
import { generateTyped } from './generate-typed.ts';
import { line, text, typed } from './texts.ts';

/** `plain`: without what no other format has a place for. */
export function generateItem(
	type: ItemType,
	seed: number,
	{ hash, plain }: { hash: string; plain: boolean }
): AuthoredItem {
	const random = new Random(seed * 7919 + type.length);
	const { item, solution, parts } = generateBody(type, random, { hash, plain });
	const said = () => (random.chance(0.5) ? text(random, hash) : undefined);
	const feedback = plain
		? null
		: {
				item: item.id,
				general: said(),
				correct: said(),
				partlyCorrect: said(),
				wrong: said(),
				...generateTyped({ item, solution }, random),
				parts: parts.filter(() => random.chance(0.5)).map((id) => ({ id, text: line(random) }))
			};
	const made = {
		name: `${type} ${seed} ${random.of(typed)}`,
		item,
		solution,
		feedback,
		category: random.chance(0.5) ? ['Science / Nature', random.of(typed)] : [],
		tags: plain ? [] : random.some(['exam 1', 'a,b;c', 'übung'], 0),
		difficulty: plain ? null : random.of(['easy', 'medium', 'hard', null] as const),
		language: plain ? null : random.of(['en', 'ar', 'zh-Hans', null] as const)
	};
	// Through JSON: what is undefined is not there.
	return authoredItem.parse(JSON.parse(JSON.stringify(made)));
}
