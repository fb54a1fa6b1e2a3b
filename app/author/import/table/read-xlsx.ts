/** Office Open XML, the little of it that a table of words needs: shared and inline strings, and the values that stand beside formulas. */
import { readText } from '../read-text.ts';
import type { ZipFiles } from '../read-zip.ts';
import { ImportRefusedError } from '../report.ts';
import { childOf, childrenOf, descendantsOf, parseXml, textOf, type XmlElement } from '../xml.ts';
import { isItemsSheet, MOST_COLUMNS, MOST_ROWS, type Sheet } from './sheet.ts';

const WORKBOOK = 'xl/workbook.xml';
export const isXlsx = (files: ZipFiles): boolean => files.has(WORKBOOK);

export function readXlsx(files: ZipFiles): Sheet {
	const workbook = document(files, WORKBOOK);
	const sheets = descendantsOf(workbook, 'sheet');
	const chosen =
		sheets.find(({ attributes }) => isItemsSheet(attributes['name'] ?? '')) ?? sheets[0];
	if (!chosen) throw new ImportRefusedError('no_items');
	const links = childrenOf(document(files, 'xl/_rels/workbook.xml.rels'), 'Relationship');
	const link = links.find(({ attributes }) => attributes['Id'] === chosen.attributes['id']);
	const target = link?.attributes['Target'] ?? '';
	const path = target.startsWith('/') ? target.slice(1) : `xl/${target}`;
	const strings = files.has('xl/sharedStrings.xml')
		? childrenOf(document(files, 'xl/sharedStrings.xml'), 'si').map(wordsIn)
		: [];
	return rowsOf(document(files, path), strings);
}

function document(files: ZipFiles, name: string): XmlElement {
	const bytes = files.get(name);
	if (!bytes) throw new ImportRefusedError('broken_zip', name.slice(0, 200));
	const { root, broken } = parseXml(readText(bytes).text);
	if (!root || broken !== null) throw new ImportRefusedError('broken_xml', broken ?? name);
	return root;
}

function rowsOf(sheet: XmlElement, strings: readonly string[]): Sheet {
	const rows = descendantsOf(sheet, 'row');
	if (rows.length > MOST_ROWS * 2)
		throw new ImportRefusedError('too_many_items', String(rows.length));
	return rows.map((row, at) => {
		const cells: string[] = [];
		for (const cell of childrenOf(row, 'c')) {
			const column = columnOf(cell.attributes['r'] ?? '') ?? cells.length;
			if (column >= MOST_COLUMNS) continue;
			while (cells.length < column) cells.push('');
			cells[column] = valueOf(cell, strings);
		}
		const number = Number(row.attributes['r'] ?? at + 1);
		return { number: Number.isInteger(number) ? number : at + 1, cells };
	});
}

/** `C7`: 2. null: no such name. */
function columnOf(reference: string): number | null {
	const letters = /^[A-Z]{1,3}/.exec(reference)?.[0];
	if (letters === undefined) return null;
	return [...letters].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0) - 1;
}

function valueOf(cell: XmlElement, strings: readonly string[]): string {
	const value = textOf(childOf(cell, 'v'));
	switch (cell.attributes['t']) {
		case 's':
			return strings[Number(value)] ?? '';
		case 'inlineStr': {
			const inside = childOf(cell, 'is');
			return inside ? wordsIn(inside) : '';
		}
		case 'b':
			return value === '1' ? 'true' : 'false';
		case 'e':
			return '';
		case 'str':
			return unescaped(value);
		default:
			return value;
	}
}

/** Runs of one text; how a word is pronounced is no part of it. */
function wordsIn(element: XmlElement): string {
	return unescaped(
		childrenOf(element)
			.map((child) =>
				child.name === 't' ? textOf(child) : child.name === 'r' ? textOf(childOf(child, 't')) : ''
			)
			.join('')
	);
}

/** `_x000A_`: letters that XML has no place for (ECMA-376, 22.4.2.4). */
const unescaped = (text: string): string =>
	text.replaceAll(/_x([0-9A-Fa-f]{4})_/g, (_, code: string) =>
		String.fromCharCode(Number.parseInt(code, 16))
	);
