import { expect, it } from 'vitest';
import { importFile } from '../import/import-file.ts';
import { templateTable } from './template.ts';

it('the table to begin with is read whole', () => {
	const imported = importFile('template.xlsx', templateTable());
	expect(imported.ok && imported.report.items.map(({ outcome }) => outcome)).toEqual(
		Array.from({ length: 9 }, () => 'whole')
	);
});
