import { strFromU8, unzipSync } from 'fflate';
import { expect, test } from 'vitest';
import { toCsv } from './csv.ts';
import { toXlsx } from './xlsx.ts';

const hostile = ['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', ' =1', '|calc', '=cmd|"/c calc"!A0'];

test('attack: no text is run as a formula, in a line of text or in a workbook; numbers stay numbers', () => {
	const csv = toCsv([hostile, [-1.5, 2]]);
	for (const cell of csv.split('\r\n')[0]?.replace('\ufeff', '').split(',') ?? [])
		expect(cell.replace(/^"/, '')).toMatch(/^'/);
	expect(csv.split('\r\n')[1]).toBe('-1.5,2');
	const sheet = strFromU8(
		unzipSync(toXlsx('Results', [['head'], hostile, [-1.5]]))['xl/worksheets/sheet1.xml'] ??
			new Uint8Array()
	);
	expect(sheet).not.toContain('<f>');
	expect(sheet.match(/t="inlineStr" s="1"/g)).toHaveLength(hostile.length);
	expect(sheet).toContain('<c r="A3"><v>-1.5</v></c>');
});

test('what would end a cell, a line or an element early does not', () => {
	expect(toCsv([['a "b", c\nd']])).toBe('\ufeff"a ""b"", c\nd"\r\n');
	const files = unzipSync(toXlsx('A & B', [['</t><x/>\u0001']]));
	const sheet = strFromU8(files['xl/worksheets/sheet1.xml'] ?? new Uint8Array());
	expect(sheet).toContain('&lt;/t&gt;&lt;x/&gt;\ufffd');
	expect(strFromU8(files['xl/workbook.xml'] ?? new Uint8Array())).toContain('A &amp; B');
});
