/** The table of results: what is in it, in which order, and how the marks lie. Pure. */
import type { SittingResult } from '#sync/schema/results.ts';

export type Column = 'name' | 'number' | 'points' | 'percent' | 'passed' | 'waiting' | 'state';
export interface Order {
	by: Column;
	/** 1: smallest first. */
	way: 1 | -1;
}
export type Which = 'all' | 'passed' | 'failed' | 'waiting' | 'held';

const numbers: Record<Exclude<Column, 'name' | 'state'>, (row: SittingResult) => number> = {
	number: (row) => row.number,
	points: (row) => row.points,
	percent: (row) => row.percent ?? -1,
	passed: (row) => (row.passed === null ? 0 : row.passed ? 1 : -1),
	waiting: (row) => row.waiting
};

export function sortRows(
	rows: readonly SittingResult[],
	{ by, way }: Order,
	locale: string
): SittingResult[] {
	const letters = new Intl.Collator(locale, { numeric: true });
	const compare = (one: SittingResult, other: SittingResult) =>
		by === 'name'
			? 0
			: by === 'state'
				? letters.compare(one.state, other.state)
				: numbers[by](one) - numbers[by](other);
	const names = (one: SittingResult, other: SittingResult) =>
		letters.compare(one.studentName, other.studentName) || one.number - other.number;
	return [...rows].sort(
		(one, other) => compare(one, other) * way || names(one, other) * (by === 'name' ? way : 1)
	);
}

export const isHeld = ({ state }: Pick<SittingResult, 'state'>): boolean => state === 'held';

const chosen: Record<Which, (row: SittingResult) => boolean> = {
	all: () => true,
	passed: ({ passed }) => passed === true,
	failed: ({ passed }) => passed === false,
	waiting: ({ waiting }) => waiting > 0,
	held: isHeld
};

export function filterRows(
	rows: readonly SittingResult[],
	which: Which,
	text: string
): SittingResult[] {
	const wanted = text.trim().toLocaleLowerCase();
	return rows.filter(
		(row) =>
			chosen[which](row) &&
			(wanted === '' ||
				row.studentName.toLocaleLowerCase().includes(wanted) ||
				(row.enrolmentId ?? '').toLocaleLowerCase().includes(wanted))
	);
}

export const countOf = (rows: readonly SittingResult[], which: Which): number =>
	rows.filter(chosen[which]).length;

export interface Bin {
	/** Per cent; the last one has 100 in it too. */
	from: number;
	to: number;
	count: number;
}

const WIDTH = 10;

/** Attempts that count and wait for nothing, by tens of per cent. */
export function distribution(rows: readonly SittingResult[]): {
	bins: Bin[];
	counted: number;
	median: number | null;
} {
	const values = rows
		.filter(({ counts, waiting, percent }) => counts && waiting === 0 && percent !== null)
		.map(({ percent }) => Math.min(100, Math.max(0, percent ?? 0)))
		.sort((one, other) => one - other);
	const bins = Array.from({ length: 100 / WIDTH }, (_, at) => ({
		from: at * WIDTH,
		to: (at + 1) * WIDTH,
		count: 0
	}));
	for (const value of values) {
		const bin = bins[Math.min(bins.length - 1, Math.floor(value / WIDTH))];
		if (bin) bin.count++;
	}
	const middle = values.length / 2;
	const median =
		values.length === 0
			? null
			: ((values[Math.ceil(middle) - 1] ?? 0) + (values[Math.floor(middle)] ?? 0)) / 2;
	return { bins, counted: values.length, median };
}
