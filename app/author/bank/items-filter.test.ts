import { expect, test } from 'vitest';
import { bankQuery } from '#sync/schema/bank.ts';
import {
	allItems,
	isAll,
	itemsFilterText,
	itemsQueryOf,
	readItemsFilter,
	type ItemsFilter
} from './items-filter.ts';

const some: ItemsFilter = {
	search: 'x^{2} & more',
	type: 'single_choice',
	subject: 'Maths / pure',
	tag: 'week 1',
	difficulty: 'hard',
	from: 'mine'
};

test('a filter in the address is read back as it was', () => {
	expect(readItemsFilter(new URLSearchParams(itemsFilterText(some)))).toEqual(some);
	expect(itemsFilterText(allItems)).toBe('');
	expect([isAll(allItems), isAll(some), isAll({ ...allItems, search: ' ' })]).toEqual([
		true,
		false,
		true
	]);
});

test('what somebody wrote into the address and means nothing is no filter', () => {
	const written = new URLSearchParams({
		difficulty: 'impossible',
		from: 'everybody',
		tag: 'x'.repeat(5000)
	});
	expect(readItemsFilter(written)).toEqual(allItems);
});

test('the edge takes what is asked for, all of it and nothing of it', () => {
	for (const filter of [some, allItems])
		expect(bankQuery.safeParse(itemsQueryOf(filter, null)).success).toBe(true);
});
