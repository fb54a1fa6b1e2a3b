import { expect, test } from 'vitest';
import { page } from 'vitest/browser';
import { mounted } from '#app/testing/mounted.ts';
import type { Place } from './place.ts';
import ItemMap from './ItemMap.svelte';

const place = (id: string, over: Partial<Place>): Place => ({
	id,
	answered: false,
	incomplete: false,
	unreadable: false,
	marked: false,
	toRead: false,
	reachable: true,
	...over
});

test('the map says of a question that a part of it is open, and does not count it as answered', async () => {
	const places = [place('a', { answered: true }), place('b', { incomplete: true }), place('c', {})];
	mounted(ItemMap, { places, current: 0, ongo: () => undefined });
	await expect.element(page.getByRole('button', { name: 'Question 2, incomplete' })).toBeVisible();
	await expect.element(page.getByText('1 of 3 answered')).toBeVisible();
});
