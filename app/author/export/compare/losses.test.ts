import { expect, test } from 'vitest';
import type { AuthoredItem } from '#sync/schema/authored-item.ts';
import { authored } from '#sync/testing/every-item.ts';
import { lossesOf } from './losses.ts';

const changed = (from: AuthoredItem, item: object): AuthoredItem =>
	({ ...from, item: { ...from.item, ...item } }) as AuthoredItem;
const short = authored('short_text');

test('a length that nobody set is not lost, one that was set is', () => {
	const [begun, imported] = [
		changed(short, { maxLength: 200 }),
		changed(short, { maxLength: 255 })
	];
	expect(lossesOf(begun, imported)).toEqual([]);
	expect(lossesOf(changed(short, { maxLength: 40 }), imported)).toEqual(['length_lost']);
});

test('each limit is called what it is', () => {
	const numeric = authored('numeric');
	const hotspot = authored('hotspot');
	expect(lossesOf(changed(numeric, { unit: 'km' }), changed(numeric, { unit: undefined }))).toEqual(
		['unit_lost']
	);
	expect(lossesOf(hotspot, changed(hotspot, { most: 9 }))).toEqual(['choosing_lost']);
	const upload = authored('upload');
	expect(lossesOf(upload, changed(upload, { most: 9 }))).toEqual(['files_lost']);
});
