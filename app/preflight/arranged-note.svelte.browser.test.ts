import { expect, test } from 'vitest';
import { page } from 'vitest/browser';
import { m } from '#app/i18n/generated/messages.js';
import { locales, overwriteGetLocale } from '#app/i18n/generated/runtime.js';
import { mounted } from '#app/testing/mounted.ts';
import type { AppliedAccommodation } from '#sync/schema/accommodation.ts';
import ArrangedNote from './ArrangedNote.svelte';

const none = {
	breaksMs: 0,
	largerText: false,
	reader: false,
	off: [],
	addedMs: 0,
	ownWindow: false
} satisfies AppliedAccommodation;
const lines = () =>
	page
		.getByRole('listitem')
		.elements()
		.map(({ textContent }) => textContent);

test('who may take breaks reads before the start how many, how long, by which button, and that the time stands still', () => {
	mounted(ArrangedNote, { accommodation: { ...none, breaksMs: 1_200_000, largerText: true } });
	expect(lines()).toEqual([
		'Breaks: as many as you like, 20 minutes in all. Press “Take a break” during the exam. Your time stands still and nothing is watched meanwhile.',
		'Larger text'
	]);
});

test('in every language the button is named as it stands in the exam', () => {
	for (const locale of locales) {
		overwriteGetLocale(() => locale);
		const button = m.control_break_take();
		expect(m.granted_breaks_how({ time: '20', button })).toContain(button);
	}
});

test('who was granted nothing reads nothing', () => {
	mounted(ArrangedNote, { accommodation: none });
	expect(page.getByRole('note').elements()).toHaveLength(0);
});
