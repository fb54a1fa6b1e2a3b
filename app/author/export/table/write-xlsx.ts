/** A workbook of one sheet whose cells are all words: none of them can be a formula. */
import { columns } from '../../import/table/columns.ts';
import { NotWrittenError, writeEach, type WriteFile } from '../report.ts';
import { tag, textTag, xmlFile } from '../text/xml.ts';
import { zipped } from '../text/zip.ts';
import { rowOf } from './row-of.ts';
import { headingOf } from './write-csv.ts';

const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006';
const TYPE = 'application/vnd.openxmlformats-officedocument.spreadsheetml';
/** As many letters as a cell takes. */
const MOST_LETTERS = 32_767;

export const writeXlsx: WriteFile = (items) => {
	const { parts, leftOut } = writeEach(items, (authored) => {
		const cells = columns.map((column) => rowOf(authored)[column] ?? '');
		if (cells.some((cell) => cell.length > MOST_LETTERS))
			throw new NotWrittenError('text_unsupported');
		return cells;
	});
	return { bytes: workbook([columns.map(headingOf), ...parts]), leftOut };
};

function workbook(rows: readonly (readonly string[])[]): Uint8Array<ArrayBuffer> {
	const file = (root: string) => new TextEncoder().encode(xmlFile(root));
	const link = (Id: string, Type: string, Target: string) =>
		tag('Relationship', { Id, Type: `${OFFICE}/${Type}`, Target });
	const links = (...inside: string[]) =>
		file(tag('Relationships', { xmlns: `${PACKAGE}/relationships` }, ...inside));
	const part = (PartName: string, name: string) =>
		tag('Override', { PartName, ContentType: `${TYPE}.${name}+xml` });
	return zipped({
		'[Content_Types].xml': file(
			tag(
				'Types',
				{ xmlns: `${PACKAGE}/content-types` },
				tag('Default', {
					Extension: 'rels',
					ContentType: 'application/vnd.openxmlformats-package.relationships+xml'
				}),
				tag('Default', { Extension: 'xml', ContentType: 'application/xml' }),
				part('/xl/workbook.xml', 'sheet.main'),
				part('/xl/styles.xml', 'styles'),
				part('/xl/worksheets/sheet1.xml', 'worksheet')
			)
		),
		'_rels/.rels': links(link('rId1', 'officeDocument', 'xl/workbook.xml')),
		'xl/workbook.xml': file(
			tag(
				'workbook',
				{ xmlns: MAIN, 'xmlns:r': OFFICE },
				tag('sheets', {}, tag('sheet', { name: 'items', sheetId: 1, 'r:id': 'rId1' }))
			)
		),
		'xl/_rels/workbook.xml.rels': links(
			link('rId1', 'worksheet', 'worksheets/sheet1.xml'),
			link('rId2', 'styles', 'styles.xml')
		),
		'xl/styles.xml': file(styles()),
		'xl/worksheets/sheet1.xml': file(
			tag(
				'worksheet',
				{ xmlns: MAIN },
				tag(
					'sheetViews',
					{},
					tag(
						'sheetView',
						{ workbookViewId: 0 },
						tag('pane', { ySplit: 1, topLeftCell: 'A2', activePane: 'bottomLeft', state: 'frozen' })
					)
				),
				tag('cols', {}, tag('col', { min: 1, max: columns.length, width: 24, customWidth: 1 })),
				tag('sheetData', {}, ...rows.map(row))
			)
		)
	});
}

/** Two looks: lines broken at the top of the cell, and the heading's. */
const styles = (): string => {
	const wrapped = tag('alignment', { wrapText: 1, vertical: 'top' });
	const format = (fontId: number) =>
		tag('xf', { numFmtId: 49, fontId, fillId: 0, borderId: 0, applyAlignment: 1 }, wrapped);
	return tag(
		'styleSheet',
		{ xmlns: MAIN },
		tag('fonts', { count: 2 }, tag('font', {}), tag('font', {}, tag('b', {}))),
		tag('fills', { count: 1 }, tag('fill', {}, tag('patternFill', { patternType: 'none' }))),
		tag('borders', { count: 1 }, tag('border', {})),
		tag('cellStyleXfs', { count: 1 }, tag('xf', {})),
		tag('cellXfs', { count: 2 }, format(0), format(1))
	);
};

const row = (cells: readonly string[], at: number): string =>
	tag(
		'row',
		{ r: at + 1 },
		...cells.map((text, column) =>
			text === ''
				? ''
				: tag(
						'c',
						{ r: `${letters(column)}${at + 1}`, s: at === 0 ? 1 : 0, t: 'inlineStr' },
						tag('is', {}, textTag('t', escaped(text), { 'xml:space': 'preserve' }))
					)
		)
	);

const letters = (column: number): string => String.fromCharCode(65 + column);

/** What reads like an escaped letter is none (ECMA-376, 22.4.2.4). */
const escaped = (text: string): string =>
	text.replaceAll(/_(?=x[0-9A-Fa-f]{4}_)/g, '_x005F_').replaceAll('\r', '_x000D_');
