/** A report as it is looked at: counted, grouped, filtered. */
import { wordlessPictures } from '#sync/draft/picture-words.ts';
import type { Change, ImportedItem } from '../import/report.ts';

export type Outcome = ImportedItem['outcome'];
export const outcomes: readonly Outcome[] = ['whole', 'changed', 'left_out'];

/** An item with its place in the file. */
export interface Row {
	at: number;
	item: ImportedItem;
}
export type TakenItem = Extract<ImportedItem, { outcome: 'whole' | 'changed' }>;

export const canTake = (item: ImportedItem): item is TakenItem => item.outcome !== 'left_out';

export function counts(items: readonly ImportedItem[]): Record<Outcome, number> {
	const counted = { whole: 0, changed: 0, left_out: 0 };
	for (const { outcome } of items) counted[outcome]++;
	return counted;
}

export const rowsOf = (items: readonly ImportedItem[], only: Outcome | null): Row[] =>
	items.flatMap((item, at) => (only === null || item.outcome === only ? [{ at, item }] : []));

export interface Repeated {
	code: Change['code'];
	count: number;
	/** What it was about, each once. */
	details: string[];
}

/** A file is known by its name, not by where the other system kept it. */
export const fileName = (detail: string): string => detail.replace(/^@@PLUGINFILE@@\//, '');

/** The same change many times is said once, with how often: the most frequent first. */
export function repeated(changes: readonly Change[]): Repeated[] {
	const found = new Map<Change['code'], Repeated>();
	for (const { code, detail: said } of changes) {
		const detail = said && fileName(said);
		const known = found.get(code) ?? { code, count: 0, details: [] };
		known.count++;
		if (detail && !known.details.includes(detail)) known.details.push(detail);
		found.set(code, known);
	}
	return [...found.values()].toSorted((a, b) => b.count - a.count);
}

/** What its owner hears of an item that can be taken. */
export function changesOf(item: ImportedItem): Change[] {
	if (item.outcome === 'changed') return item.changes;
	return item.outcome === 'whole' ? (item.lacks ?? []) : [];
}

export const allChanges = (items: readonly ImportedItem[]): Change[] => items.flatMap(changesOf);

/** Pictures of what can be taken that nobody has described: they stop an exam from being published. */
export const wordlessIn = (items: readonly ImportedItem[]): number =>
	new Set(items.filter(canTake).flatMap(({ authored }) => wordlessPictures(authored.item))).size;
