/**
 * Real question files, counted by another program: `counts.json` beside them says how many questions of which type each has. Where the
 * folder is not there, `counted` is empty and the tests say so.
 */
import { readFileSync } from 'node:fs';
import * as z from 'zod';
import { asset } from './assets.ts';

const counts = z.array(
	z.object({
		file: z.string(),
		counts: z.record(z.string(), z.number()),
		questions: z.number()
	})
);

export type Counted = {
	file: string;
	bytes: Uint8Array;
	questions: number;
	types: Record<string, number>;
};

export function counted(folder: string): Counted[] {
	const list = asset('items/counts.json');
	if (list === null) return [];
	return counts
		.parse(JSON.parse(readFileSync(list, 'utf8')))
		.filter(({ file }) => file.startsWith(`${folder}/`))
		.flatMap(({ file, questions, counts: types }) => {
			const path = asset(`items/${file}`);
			return path === null
				? []
				: [{ file, bytes: readFileSync(path), questions, types: onlyTypes(types) }];
		});
}

/** In brackets: counted, but no question. */
const onlyTypes = (types: Record<string, number>) =>
	Object.fromEntries(Object.entries(types).filter(([name]) => !name.startsWith('(')));

export function countBy<T>(list: readonly T[], nameOf: (one: T) => string): Record<string, number> {
	const made: Record<string, number> = {};
	for (const one of list) made[nameOf(one)] = (made[nameOf(one)] ?? 0) + 1;
	return made;
}
