/** What an import made, for tests: the item of a name, and what an answer to it would earn. */
import type { ImportReport, ImportedItem } from '#app/author/import/report.ts';
import { saidFeedback } from '#sync/marking/said-feedback.ts';
import type { AuthoredItem } from '#sync/schema/authored-item.ts';
import type { ResponseValue } from '#sync/schema/response.ts';
import { score } from '#sync/scoring.ts';

const SEED = 'A'.repeat(43);

export function authoredOf(item: ImportedItem | undefined): AuthoredItem {
	if (!item || item.outcome === 'left_out')
		throw new Error(`Not imported: ${JSON.stringify(item?.reason)}`);
	return item.authored;
}

export const onlyOf = ({ items }: ImportReport): AuthoredItem => {
	if (items.length !== 1) throw new Error(`${items.length} items`);
	return authoredOf(items[0]);
};

export const changesOf = (item: ImportedItem | undefined) =>
	item?.outcome === 'changed' ? item.changes : [];

/** What the file itself does not have, of an item that is whole. */
export const lacksOf = (item: ImportedItem | undefined) =>
	item?.outcome === 'whole' ? (item.lacks ?? []) : [];

export const reasonOf = (item: ImportedItem | undefined) =>
	item?.outcome === 'left_out' ? item.reason : null;

/** Marked by the rules the edge marks with. */
export function earned({ item, solution }: AuthoredItem, value: ResponseValue): number | null {
	return score(item, solution ?? undefined, value, SEED).points;
}

export const typed = (authored: AuthoredItem, text: string): number | null => {
	const { type } = authored.item;
	if (type !== 'short_text' && type !== 'numeric' && type !== 'calculated')
		throw new Error(`Nothing is typed into ${type}`);
	return earned(authored, { type, text });
};

/** What is said to a response once it is marked, as the edge says it. */
export function saidTo({ item, solution, feedback }: AuthoredItem, response: ResponseValue) {
	const { reason } = score(item, solution ?? undefined, response, SEED);
	return saidFeedback(feedback ?? undefined, { item, reason, response, seed: SEED });
}

export const saidToTyped = (authored: AuthoredItem, text: string): string[] => {
	const { type } = authored.item;
	if (type !== 'short_text' && type !== 'numeric' && type !== 'calculated')
		throw new Error(`Nothing is typed into ${type}`);
	return saidTo(authored, { type, text });
};
