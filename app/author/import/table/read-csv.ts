import Papa from 'papaparse';
import { ImportRefusedError } from '../report.ts';
import { headerOf } from './read-table.ts';
import { MOST_COLUMNS, MOST_ROWS, type Sheet } from './sheet.ts';

/** By how often they are what separates. */
const separators = [',', ';', '\t'];
/** As much as a heading and what stands above it. */
const HEAD = { letters: 20_000, rows: 10 };

/** Separated by commas, semicolons or tabs, as its heading has it. */
export function readCsv(text: string): Sheet {
	const sheet = parsed(text, separatorOf(text) ?? ',');
	if (sheet.length > MOST_ROWS * 2)
		throw new ImportRefusedError('too_many_items', String(sheet.length));
	if (sheet.some(({ cells }) => cells.length > MOST_COLUMNS))
		throw new ImportRefusedError('unknown_format', 'columns');
	return sheet;
}

/** By its first lines alone. */
export const isCsv = (text: string): boolean => separatorOf(text) !== null;

/** What makes the most columns of the heading: what stands in cells, of code or of prose, would mislead. null: no heading. */
function separatorOf(text: string): string | null {
	const head = text.slice(0, HEAD.letters);
	let best: string | null = null;
	let most = 0;
	for (const separator of separators) {
		const header = headerOf(parsed(head, separator, HEAD.rows))?.header;
		const known = header ? header.at.size + header.options.length : 0;
		if (known > most) [best, most] = [separator, known];
	}
	return best;
}

/** Ends of lines are made alike first: those within quotes may be others than those of rows. */
function parsed(text: string, delimiter: string, preview = 0): Sheet {
	const lines = text.replace(/^\ufeff/, '').replaceAll(/\r\n?/g, '\n');
	const { data } = Papa.parse<string[]>(lines, { delimiter, newline: '\n', preview });
	return data.map((cells, at) => ({ number: at + 1, cells }));
}
