import { expect, test } from 'vitest';
import { dropPlace } from './drop-place.ts';

const rows = ['a', 'b', 'c'].map((id, at) => ({ id, top: at * 10, bottom: at * 10 + 10 }));

test('an item lands before the row whose upper half it is over, else behind', () => {
	expect(dropPlace('s', rows, 'x', 2)).toMatchObject({ at: 0, row: 'a', side: 'before' });
	expect(dropPlace('s', rows, 'x', 8)).toMatchObject({ at: 1, row: 'b', side: 'before' });
	expect(dropPlace('s', rows, 'x', 29)).toMatchObject({ at: 3, row: 'c', side: 'behind' });
});

test('the one that is dragged is not counted, and an empty section takes it', () => {
	expect(dropPlace('s', rows, 'a', 29)).toMatchObject({ at: 2, row: 'c', side: 'behind' });
	expect(dropPlace('s', rows, 'b', 14)).toMatchObject({ at: 1, row: 'c', side: 'before' });
	expect(dropPlace('s', [], 'a', 5)).toEqual({ section: 's', at: 0, row: null, side: 'behind' });
});
