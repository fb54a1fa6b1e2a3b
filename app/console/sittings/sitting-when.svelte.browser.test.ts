import { expect, test } from 'vitest';
import { page } from 'vitest/browser';
import { mounted } from '#app/testing/mounted.ts';
import SittingWhen from './SittingWhen.svelte';

const minute = 60_000;
const nine = new Date(2026, 5, 1, 9).getTime();
const sitting = { opensAt: nine, closesAt: nine + 60 * minute };
const shown = (added: { addedMs: number; moreForSome: boolean }) => {
	mounted(SittingWhen, { sitting: { ...sitting, ...added }, now: nine + 62 * minute });
	return page.getByText(/\d/).first().element().closest('p')?.innerText ?? '';
};

test('time that was added for everybody moves the end that is shown, and is named', () => {
	const words = shown({ addedMs: 10 * minute, moreForSome: true });
	expect(words).toMatch(/closes in 8 min/);
	expect(words).toMatch(/09:00.*10:10/);
	expect(words).toContain('10 min added for everybody');
});

test('where single students got more the end stays, and it says that some have more', () => {
	const words = shown({ addedMs: 0, moreForSome: true });
	expect(words).toMatch(/09:00.*10:00/);
	expect(words).toContain('Some have more time');
});

test('where nobody got more nothing is said of it', () => {
	expect(shown({ addedMs: 0, moreForSome: false })).not.toMatch(/more|added/);
});
