/** The numbers of a calculated question: each wildcard has a list, and a student gets one row of them all. */
import { LeftOutError } from '../report.ts';
import { childOf, childrenOf, descendantsOf, textOf } from '../xml.ts';
import type { MoodleQuestion } from './question.ts';
import { readDecimal } from './read-decimal.ts';

export type Row = Readonly<Record<string, number>>;

/** Where a name of a wildcard stands, and not `{=…}`. */
export const WILDCARD = /\{(\p{L}[^{}<>"'\s]*)\}/gu;

export function readRows(question: MoodleQuestion, used: ReadonlySet<string>): Row[] {
	const lists = new Map<string, Map<number, number>>();
	for (const definition of childrenOf(
		childOf(question.element, 'dataset_definitions') ?? question.element,
		'dataset_definition'
	)) {
		const name = textOf(childOf(definition, 'name')).trim();
		if (used.has(name)) lists.set(name, numbersOf(definition));
	}
	for (const name of used)
		if (!lists.has(name)) throw new LeftOutError('formula_unreadable', `{${name}}`);
	const [first] = lists.values();
	// Only a number that every list has makes a row.
	const rows = [...(first?.keys() ?? [])].filter((number) =>
		[...lists.values()].every((list) => list.has(number))
	);
	return rows
		.sort((a, b) => a - b)
		.map((number) =>
			Object.fromEntries([...lists].map(([name, list]) => [name, list.get(number) ?? 0]))
		);
}

function numbersOf(definition: Parameters<typeof descendantsOf>[0]): Map<number, number> {
	return new Map(
		descendantsOf(definition, 'dataset_item').flatMap((one) => {
			const value = readDecimal(textOf(childOf(one, 'value')));
			const number = Number(textOf(childOf(one, 'number')).trim());
			return value === null || !Number.isFinite(number) ? [] : [[number, value] as const];
		})
	);
}
