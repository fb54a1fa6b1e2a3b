/** What a change to many does to the rows that are shown, as the edge does it to those it keeps. */
import type { BankSummary } from '#sync/schema/bank.ts';
import type { BankBulk } from '../bank-api.ts';

export type BulkChange = Omit<BankBulk, 'ids'>;

export function changed(
	rows: readonly BankSummary[],
	ids: ReadonlySet<string>,
	change: BulkChange
): BankSummary[] {
	return rows.flatMap((row) => {
		if (!ids.has(row.id) || !row.mine) return [row];
		if (change.archived) return [];
		const { addTags = [], removeTags = [] } = change;
		const kept = row.tags.filter((tag) => !removeTags.includes(tag));
		return [
			{
				...row,
				category: change.category ?? row.category,
				tags: [...kept, ...addTags.filter((tag) => !kept.includes(tag))],
				difficulty: change.difficulty === undefined ? row.difficulty : change.difficulty,
				shared: change.shared ?? row.shared
			}
		];
	});
}

const MOST_NAMES = 10;

/** "Biology / Cells" as its names, from the broadest to the narrowest. */
export const readCategory = (text: string): string[] =>
	text
		.split(/\s*[/›>]\s*/u)
		.map((name) => name.trim().slice(0, 200))
		.filter((name) => name !== '')
		.slice(0, MOST_NAMES);

export const readTags = (text: string): string[] => [
	...new Set(
		text
			.split(/[,،;\n]/u)
			.map((tag) => tag.trim().slice(0, 100))
			.filter((tag) => tag !== '')
	)
];
