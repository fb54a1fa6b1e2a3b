import { expect, test } from 'vitest';
import { page } from 'vitest/browser';
import { mounted } from '#app/testing/mounted.ts';
import RehearsalNote from './RehearsalNote.svelte';

const note = () => page.getByText('This is a rehearsal: it counts for nothing.');

test('a rehearsal is said to be one, and nothing else is', async () => {
	mounted(RehearsalNote, { of: { rehearsal: true } });
	await expect.element(note()).toBeVisible();
});

test('of an exam that counts, or one of which nothing is known, nothing is said', () => {
	for (const of of [{}, null]) mounted(RehearsalNote, { of });
	expect(note().query()).toBeNull();
});
