import { expect, test } from 'vitest';
import type { BankSummary } from '#sync/schema/bank.ts';
import { changed, readCategory, readTags } from './bulk.ts';

const row = (id: string, more: Partial<BankSummary> = {}): BankSummary => ({
	id,
	name: id,
	type: 'essay',
	excerpt: '',
	category: ['Old'],
	tags: ['one', 'two'],
	difficulty: 'easy',
	language: null,
	points: 1,
	version: 1,
	updatedAt: 0,
	mine: true,
	shared: false,
	ownerName: 'A Teacher',
	duplicates: 0,
	...more
});

test('what is not named in a change stays, and so do rows that were not chosen or are a colleague’s', () => {
	const rows = [row('a'), row('b'), row('c', { mine: false })];
	const after = changed(rows, new Set(['a', 'c']), {
		addTags: ['two', 'new'],
		removeTags: ['one']
	});
	expect(after).toEqual([row('a', { tags: ['two', 'new'] }), rows[1], rows[2]]);
	expect(changed(rows, new Set(['b']), { difficulty: null })[1]).toEqual(
		row('b', { difficulty: null })
	);
	expect(changed(rows, new Set(['a', 'b', 'c']), { archived: true })).toEqual([rows[2]]);
});

test('names of a category stand between strokes or arrows, tags between commas of any script', () => {
	expect(readCategory(' Biology / Cells › Mitosis /')).toEqual(['Biology', 'Cells', 'Mitosis']);
	expect(readCategory('  ')).toEqual([]);
	expect(readTags('week 1, exam،صعب; week 1')).toEqual(['week 1', 'exam', 'صعب']);
});
