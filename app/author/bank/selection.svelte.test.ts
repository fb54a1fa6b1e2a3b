import { expect, test } from 'vitest';
import { inOrder } from './in-order.ts';
import { Selection } from './selection.svelte.ts';

const shown = ['a', 'b', 'c', 'd', 'e'];

test('a stretch goes from the row pressed before to this one, up or down', () => {
	const selection = new Selection();
	selection.press('d', true, shown, false);
	selection.press('b', true, shown, true);
	expect(selection.ids.toSorted()).toEqual(['b', 'c', 'd']);
	selection.press('c', false, shown, true);
	expect(selection.ids).toEqual(['d']);
});

test('where the row pressed before is not shown any more, only this one is pressed', () => {
	const selection = new Selection();
	selection.press('gone', true, ['gone', ...shown], false);
	selection.clear();
	selection.press('c', true, shown, true);
	expect(selection.ids).toEqual(['c']);
	selection.press('x', true, ['x'], false);
	selection.press('e', true, shown, true);
	expect(selection.ids).toEqual(['c', 'x', 'e']);
});

test('an exam takes the chosen rows as they are shown, not as they were pressed', () => {
	const rows = ['a', 'b', 'c'].map((id) => ({ id }));
	expect(inOrder(['c', 'elsewhere', 'a'], rows)).toEqual(['a', 'c', 'elsewhere']);
});
