import { expect, test } from 'vitest';
import { page } from 'vitest/browser';
import { ApiError } from '#app/api/api-error.ts';
import { mounted } from '#app/testing/mounted.ts';
import type { LinkedSitting } from '#sync/schema/roster.ts';
import JoinExam from './JoinExam.svelte';

const sitting: LinkedSitting = {
	title: 'Algebra II',
	institution: 'Hill School',
	teacher: 'Pat Doe',
	opensAt: Date.UTC(2030, 0, 7, 9),
	closesAt: Date.UTC(2030, 0, 7, 11),
	durationMs: 90 * 60_000
};
const refuse = async () => {
	throw new ApiError('link_invalid', 'The link opens nothing any more.');
};

function show(
	isStudent: boolean | null,
	answers: { linked?: () => Promise<never>; join?: () => Promise<never> } = {}
) {
	const api = {
		linkedSitting: answers.linked ?? (async () => sitting),
		joinSitting:
			answers.join ?? (async () => ({ attempt: 'a', title: sitting.title, already: false }))
	};
	mounted(JoinExam, { api, token: 'x'.repeat(40), isStudent, signIn: '/?next=back' });
}
const exam = () => page.getByRole('region', { name: 'Algebra II' });

test('whoever is not signed in reads which exam it is, whose, when and how long, and is led to sign in', async () => {
	show(null);
	for (const words of ['1 hour, 30 minutes', 'Hill School', 'Pat Doe'])
		await expect.element(exam().getByText(words)).toBeVisible();
	await expect.element(exam().getByText(/2030/)).toBeVisible();
	await expect
		.element(page.getByRole('link', { name: 'Sign in' }))
		.toHaveAttribute('href', '/?next=back');
	expect(page.getByRole('button').query()).toBeNull();
});

test('a student reads it before joining', async () => {
	show(true);
	await expect.element(exam()).toBeVisible();
	await page.getByRole('button', { name: 'Put me on the list' }).click();
	await expect.element(page.getByText('You are on the list for Algebra II.')).toBeVisible();
});

test('a link that opens nothing says so and names nothing', async () => {
	show(null, { linked: refuse });
	await expect.element(page.getByRole('alert').getByText(/opens nothing any more/)).toBeVisible();
	expect(page.getByText('Algebra II').query()).toBeNull();
	expect(page.getByRole('link').query()).toBeNull();
});

test('a link that does not let this student in says the same, and names the exam no longer', async () => {
	show(true, { join: refuse });
	await page.getByRole('button', { name: 'Put me on the list' }).click();
	await expect.element(page.getByRole('alert').getByText(/opens nothing any more/)).toBeVisible();
	expect(page.getByText('Algebra II').query()).toBeNull();
});
