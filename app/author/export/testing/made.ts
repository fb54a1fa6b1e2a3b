import type { Item } from '#sync/schema/item.ts';
import type { Solution } from '#sync/schema/solution.ts';
import type { Random } from './random.ts';
import { words } from './texts.ts';

export type Made = { item: Item; solution: Solution | null; parts: string[] };
export type How = { hash: string; plain: boolean };

export function optionsFor(random: Random, prefix: string, count: number) {
	return random
		.mixed(words)
		.slice(0, count)
		.map((text, at) => ({ id: `${prefix}${at}`, text }));
}
