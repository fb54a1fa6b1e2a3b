import Papa from 'papaparse';
import { ImportRefusedError } from '../report.ts';
import { MOST_COLUMNS, MOST_ROWS, type Sheet } from './sheet.ts';

/** Separated by commas, semicolons or tabs, as the file has it. */
export function readCsv(text: string): Sheet {
	const { data } = Papa.parse<string[]>(text.replace(/^\ufeff/, ''), {
		delimitersToGuess: [',', ';', '\t'],
		skipEmptyLines: false
	});
	if (data.length > MOST_ROWS * 2) throw new ImportRefusedError('too_many_items', String(data.length));
	if (data.some((cells) => cells.length > MOST_COLUMNS))
		throw new ImportRefusedError('unknown_format', 'columns');
	return data.map((cells, at) => ({ number: at + 1, cells }));
}

/** The first lines alone: whether this is a table of questions. */
export function csvHead(text: string): Sheet {
	const { data } = Papa.parse<string[]>(text.slice(0, 20_000).replace(/^\ufeff/, ''), {
		delimitersToGuess: [',', ';', '\t'],
		preview: 10
	});
	return data.map((cells, at) => ({ number: at + 1, cells }));
}
