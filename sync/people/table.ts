/** A table as spreadsheets and registers write it: CSV with any separator, or what was copied out of one. Pure. */
import Papa from 'papaparse';

export type TableProblem = 'not_csv' | 'no_heading' | 'too_many_rows';
export type TableRow = Record<string, string>;
export type Table =
	| {
			rows: TableRow[];
			/** What a row's key is called in the file. */
			headings: Map<string, string>;
	  }
	| { because: TableProblem };

export const MOST_ROWS = 20_000;

export const heading = (text: string): string =>
	text
		.trim()
		.toLowerCase()
		.replace(/[\s-]+/g, '_');

/** Headings are read without case, spaces and hyphens. `leastColumns`: with fewer it is no table with headings. */
export function readTable(text: string, leastColumns = 2): Table {
	if (text.includes('\0')) return { because: 'not_csv' };
	const written: string[] = [];
	const parsed = Papa.parse<TableRow>(text.replace(/^\ufeff/, ''), {
		header: true,
		skipEmptyLines: 'greedy',
		transformHeader: (name, at) => heading((written[at] = name)),
		preview: MOST_ROWS + 1
	});
	if (parsed.errors.some(({ type }) => type === 'Quotes')) return { because: 'not_csv' };
	if (parsed.data.length > MOST_ROWS) return { because: 'too_many_rows' };
	if ((parsed.meta.fields?.length ?? 0) < leastColumns) return { because: 'no_heading' };
	const fields = parsed.meta.fields ?? [];
	return {
		rows: parsed.data,
		headings: new Map(fields.map((field, at) => [field, written[at]?.trim() ?? field]))
	};
}

/** Of the first of the columns that says something. */
export const cell = (row: TableRow, ...names: string[]): string =>
	names.map((name) => row[name]?.trim()).find(Boolean) ?? '';
