import { expect, test } from 'vitest';
import { optionsLeft, pairRow, put, takenElsewhere, type Placed } from './placing.ts';

const places = ['one', 'two', 'three'];
const once = { places, reuse: false };
const often = { places, reuse: true };

test('the same options on the same places are the same value, whichever came first', () => {
	const forth = put(put([], 'one', 'a', once), 'three', 'b', once);
	const back = put(put([], 'three', 'b', once), 'one', 'a', once);
	expect(JSON.stringify(forth)).toBe(JSON.stringify(back));
	expect(forth.map(({ place }) => place)).toEqual(['one', 'three']);
});

test('an option that can be used once leaves its place for another; one that can be used often stays', () => {
	const placed: Placed[] = [{ place: 'one', option: 'a' }];
	expect(put(placed, 'two', 'a', once)).toEqual([{ place: 'two', option: 'a' }]);
	expect(put(placed, 'two', 'a', often)).toHaveLength(2);
});

test('a place holds one option and gives it back', () => {
	const placed: Placed[] = [{ place: 'one', option: 'a' }];
	expect(put(placed, 'one', 'b', often)).toEqual([{ place: 'one', option: 'b' }]);
	expect(put(placed, 'one', null, once)).toEqual([]);
	expect(put(placed, 'elsewhere', 'b', often)).toEqual(placed);
});

test('what is placed is not left, unless it can be used often', () => {
	const options = ['a', 'b'].map((id) => ({ id, text: id }));
	const placed: Placed[] = [{ place: 'one', option: 'a' }];
	expect(optionsLeft(options, placed, false).map(({ id }) => id)).toEqual(['b']);
	expect(optionsLeft(options, placed, true)).toBe(options);
});

test('pairs come by row and then by option, as the item was written', () => {
	const table = { rows: [{ id: 'x' }, { id: 'y' }], options: [{ id: 'a' }, { id: 'b' }] };
	const late = pairRow([], 'y', ['b', 'a'], table);
	expect(pairRow(late, 'x', ['b'], table)).toEqual([
		{ row: 'x', option: 'b' },
		{ row: 'y', option: 'a' },
		{ row: 'y', option: 'b' }
	]);
	expect(pairRow(late, 'y', [], table)).toEqual([]);
	expect([...takenElsewhere(late, 'x', false)]).toEqual(['a', 'b']);
	expect([...takenElsewhere(late, 'y', false)]).toEqual([]);
	expect([...takenElsewhere(late, 'x', true)]).toEqual([]);
});
