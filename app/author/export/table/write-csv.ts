import Papa from 'papaparse';
import { columns } from '../../import/table/columns.ts';
import { defused } from '../../import/table/sheet.ts';
import { writeEach, type WriteFile } from '../report.ts';
import { rowOf } from './row-of.ts';

/** With a mark of its encoding, without which spreadsheet programs read it as another. */
const MARK = '\ufeff';

export const writeCsv: WriteFile = (items) => {
	const { parts, leftOut } = writeEach(items, rowOf);
	const rows = parts.map((row) => columns.map((column) => defused(row[column] ?? '')));
	const text = Papa.unparse([columns.map(headingOf), ...rows], { newline: '\r\n' });
	return { bytes: new TextEncoder().encode(`${MARK}${text}\r\n`), leftOut };
};

export const headingOf = (column: string): string => column.replaceAll('_', ' ');
