import { expect, it } from 'vitest';
import { trueFalse } from '../../../../tests/support/items.ts';
import { readCsv } from '../../import/table/read-csv.ts';
import { defused, undefused } from '../../import/table/sheet.ts';
import { exportItems } from '../export-items.ts';

it.each(['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', "'=1", "''-1"])(
	'a cell that would be run is not, and is the same again: %j',
	(text) => {
		expect(defused(text)).toMatch(/^'/);
		expect(undefused(defused(text))).toBe(text);
	}
);

it('no cell of a CSV file begins like a formula', () => {
	const item = { ...trueFalse('-2+3 & @you', '=HYPERLINK("http://x","y")'), tags: ['+1', '=2'] };
	const { bytes, items } = exportItems({ format: 'csv', name: 'x' }, [item], new Map());
	expect(items).toMatchObject([{ outcome: 'whole' }]);
	const cells = readCsv(new TextDecoder().decode(bytes)).flatMap((row) => row.cells);
	expect(cells).toContain(`'=HYPERLINK("http://x","y")`);
	expect(cells.filter((cell) => /^[=+@\-\t\r]/.test(cell))).toEqual([]);
});
