/**
 * One sheet as an Office Open XML workbook (ECMA-376), nothing but what is needed. Texts stand in the cells as inline strings, which no
 * program runs as formulas; those that look like one are marked as quoted, so that they stay texts when somebody edits them.
 */
import { zipSync } from 'fflate';
import { utf8 } from '#sync/bytes.ts';
import type { Bytes } from '#sync/bytes.ts';
import { looksLikeFormula } from './csv.ts';
import type { Cell } from './csv.ts';

const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006';
const TYPE = 'application/vnd.openxmlformats-officedocument.spreadsheetml';
const head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
/** Otherwise two exports of the same would differ in their times. */
const then = new Date(2000, 0, 1);

export function toXlsx(name: string, table: readonly (readonly Cell[])[]): Bytes {
	const rows = table
		.map((row, at) => {
			const cells = row.map((cell, column) => cellXml(cell, column, at)).join('');
			return `<row r="${at + 1}">${cells}</row>`;
		})
		.join('');
	const files: Record<string, string> = {
		'[Content_Types].xml': `<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/xl/workbook.xml" ContentType="${TYPE}.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="${TYPE}.worksheet+xml"/><Override PartName="/xl/styles.xml" ContentType="${TYPE}.styles+xml"/></Types>`,
		'_rels/.rels': relations([['officeDocument', 'xl/workbook.xml']]),
		'xl/workbook.xml': `<workbook xmlns="${MAIN}" xmlns:r="${OFFICE}"><sheets><sheet name="${escape(name)}" sheetId="1" r:id="r1"/></sheets></workbook>`,
		'xl/_rels/workbook.xml.rels': relations([
			['worksheet', 'worksheets/sheet1.xml'],
			['styles', 'styles.xml']
		]),
		// Style 1 is a quoted text, 2 a bold one.
		'xl/styles.xml': `<styleSheet xmlns="${MAIN}"><fonts count="2"><font/><font><b/></font></fonts><fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="3"><xf/><xf quotePrefix="1"/><xf fontId="1" applyFont="1"/></cellXfs></styleSheet>`,
		'xl/worksheets/sheet1.xml': `<worksheet xmlns="${MAIN}"><sheetData>${rows}</sheetData></worksheet>`
	};
	return zipSync(
		Object.fromEntries(
			Object.entries(files).map(([path, text]) => [path, [utf8(head + text), { mtime: then }]])
		)
	) as Bytes;
}

const relations = (targets: readonly (readonly [string, string])[]) =>
	`<Relationships xmlns="${PACKAGE}/relationships">${targets
		.map(
			([type, target], at) =>
				`<Relationship Id="r${at + 1}" Type="${OFFICE}/${type}" Target="${target}"/>`
		)
		.join('')}</Relationships>`;

function cellXml(cell: Cell, column: number, row: number): string {
	const at = `${columnName(column)}${row + 1}`;
	if (typeof cell === 'number') return `<c r="${at}"><v>${cell}</v></c>`;
	const style = row === 0 ? ' s="2"' : looksLikeFormula(cell) ? ' s="1"' : '';
	return `<c r="${at}" t="inlineStr"${style}><is><t xml:space="preserve">${escape(cell)}</t></is></c>`;
}

function columnName(column: number): string {
	const letter = String.fromCharCode(65 + (column % 26));
	return column < 26 ? letter : columnName(Math.floor(column / 26) - 1) + letter;
}

/** XML 1.0 has no character for most of what is below the space. */
const escape = (text: string): string =>
	text
		.replaceAll(/[\p{Cc}\ufffe\uffff]/gu, '\ufffd')
		.replaceAll('&', '&amp;')
		.replaceAll('<', '&lt;')
		.replaceAll('>', '&gt;')
		.replaceAll('"', '&quot;');
