import { expect, test } from 'vitest';
import type { AuthoredItem } from '#sync/schema/authored-item.ts';
import type { Change, ImportedItem } from '../import/report.ts';
import { allChanges, canTake, counts, repeated, rowsOf, wordlessIn } from './report-view.ts';

const authored: AuthoredItem = {
	name: 'One',
	item: { id: 'item', type: 'true_false', prompt: 'Is it?', points: 1 },
	solution: null,
	feedback: null,
	category: [],
	tags: [],
	difficulty: null,
	language: null
};
const changed = (...changes: Change[]): ImportedItem => ({
	name: 'Changed',
	found: 'x',
	outcome: 'changed',
	authored,
	changes
});
const items: ImportedItem[] = [
	{ name: 'Whole', found: 'x', outcome: 'whole', authored },
	changed({ code: 'alternative_text_missing', detail: 'a.png' }, { code: 'formatting_lost' }),
	{ name: 'Out', found: 'x', outcome: 'left_out', reason: { code: 'malformed' } },
	{
		name: 'Whole, with what the file lacks',
		found: 'x',
		outcome: 'whole',
		authored,
		lacks: [
			{ code: 'alternative_text_missing', detail: '@@PLUGINFILE@@/b.png' },
			{ code: 'alternative_text_missing', detail: 'a.png' }
		]
	}
];

test('every item is counted under its outcome and found under it, with its place in the file', () => {
	expect(counts(items)).toEqual({ whole: 2, changed: 1, left_out: 1 });
	expect(rowsOf(items, 'whole').map(({ at }) => at)).toEqual([0, 3]);
	expect(rowsOf(items, null)).toHaveLength(4);
	expect(items.filter(canTake)).toHaveLength(3);
});

test('what happened many times, or is not in the file, is one line with how often, and each detail once', () => {
	expect(repeated(allChanges(items))).toEqual([
		{ code: 'alternative_text_missing', count: 3, details: ['a.png', 'b.png'] },
		{ code: 'formatting_lost', count: 1, details: [] }
	]);
});

test('pictures that need words are counted, each once, of the items that can be taken', () => {
	const picture = `![](media:${'ab'.repeat(32)})`;
	const pictured: ImportedItem = {
		name: 'Picture',
		found: 'x',
		outcome: 'whole',
		authored: { ...authored, item: { ...authored.item, prompt: `${picture} ${picture}` } }
	};
	expect(wordlessIn([...items, pictured, pictured])).toBe(1);
	expect(wordlessIn(items)).toBe(0);
});
