/** OpenDocument: a cell or a row that repeats is written once with a number, which a hostile file makes large. */
import { readText } from '../read-text.ts';
import type { ZipFiles } from '../read-zip.ts';
import { ImportRefusedError } from '../report.ts';
import { childrenOf, descendantsOf, parseXml, type XmlElement } from '../xml.ts';
import { isItemsSheet, MOST_COLUMNS, MOST_ROWS, type Sheet } from './sheet.ts';

const CONTENT = 'content.xml';
const KIND = 'application/vnd.oasis.opendocument.spreadsheet';

export const isOds = (files: ZipFiles): boolean =>
	files.has(CONTENT) && new TextDecoder().decode(files.get('mimetype')).trim().startsWith(KIND);

export function readOds(files: ZipFiles): Sheet {
	const { root, broken } = parseXml(readText(files.get(CONTENT) ?? new Uint8Array()).text);
	if (!root || broken !== null) throw new ImportRefusedError('broken_xml', broken ?? CONTENT);
	const tables = descendantsOf(root, 'table').filter(({ attributes }) => 'name' in attributes);
	const table =
		tables.find(({ attributes }) => isItemsSheet(attributes['name'] ?? '')) ?? tables[0];
	if (!table) throw new ImportRefusedError('no_items');
	const sheet: Sheet = [];
	let number = 1;
	for (const row of descendantsOf(table, 'table-row')) {
		const repeated = times(row, 'number-rows-repeated');
		const cells = cellsOf(row);
		// Rows without a word are counted, not made.
		if (cells.length > 0)
			for (let at = 0; at < repeated; at++) {
				if (sheet.length >= MOST_ROWS * 2)
					throw new ImportRefusedError('too_many_items', String(MOST_ROWS * 2));
				sheet.push({ number: number + at, cells });
			}
		number += repeated;
	}
	return sheet;
}

function cellsOf(row: XmlElement): string[] {
	const cells: string[] = [];
	for (const cell of childrenOf(row)) {
		if (cell.name !== 'table-cell' && cell.name !== 'covered-table-cell') continue;
		const words = childrenOf(cell, 'p').map(wordsIn).join('\n');
		for (let at = times(cell, 'number-columns-repeated'); at > 0; at--) {
			if (cells.length >= MOST_COLUMNS) break;
			cells.push(words);
		}
	}
	while (cells.at(-1) === '') cells.pop();
	return cells;
}

/** Spaces beside each other, tabs and ends of lines are elements; a note beside the cell is no part of it. */
function wordsIn(element: XmlElement): string {
	return element.children
		.map((child) => {
			if (typeof child === 'string') return child.replaceAll(/[ \t\r\n]+/g, ' ');
			switch (child.name) {
				case 's':
					return ' '.repeat(Math.min(1000, times(child, 'c')));
				case 'tab':
					return '\t';
				case 'line-break':
					return '\n';
				case 'annotation':
					return '';
				default:
					return wordsIn(child);
			}
		})
		.join('');
}

function times({ attributes }: XmlElement, name: string): number {
	const number = Number(attributes[name] ?? 1);
	return Number.isInteger(number) && number > 0 ? number : 1;
}
