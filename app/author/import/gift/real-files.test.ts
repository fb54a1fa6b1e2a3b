import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { asset } from '../../../../tests/support/assets.ts';
import { authoredOf } from '../../../../tests/support/imported.ts';
import { countBy, counted } from '../../../../tests/support/real-items.ts';
import { readText } from '../read-text.ts';
import { readGift } from './read-gift.ts';

/** As the program that counted them calls our types. */
const names: Record<string, string> = {
	single_choice: 'mc_single',
	multiple_choice: 'mc_multi',
	short_text: 'short_answer'
};

const files = counted('gift');

describe('files of GIFT that others made', () => {
	if (files.length === 0)
		return it('are not here: INVIGIL_ASSETS names their folder', () => {
			expect(files).toEqual([]);
		});

	it.each(files)('$file: every question arrives, of its type', ({ bytes, types }) => {
		const { items } = readGift(readText(bytes));
		const made = countBy(items, (item) => {
			const { type } = authoredOf(item).item;
			return names[type] ?? type;
		});
		expect(made).toEqual(types);
	});

	it('questions in other scripts arrive whole', () => {
		const path = asset('items/gift/other_scripts.gift');
		const items = path === null ? [] : readGift(readText(readFileSync(path))).items;
		expect(items.map(({ outcome }) => outcome)).toEqual(Array(6).fill('whole'));
	});

	it('what is changed says only what such a file cannot carry', () => {
		const items = files.flatMap(({ bytes }) => readGift(readText(bytes)).items);
		const codes = items.flatMap((item) =>
			item.outcome === 'changed' ? item.changes.map(({ code }) => code) : []
		);
		expect([...new Set(codes)].sort()).toEqual(['media_missing']);
		expect(
			items.filter(({ outcome }) => outcome === 'whole').length / items.length
		).toBeGreaterThan(0.9);
	});
});
