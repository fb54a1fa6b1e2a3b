import { expect, test } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { mounted } from '#app/testing/mounted.ts';
import { focusUnread } from '#app/ui/focus-invalid.ts';
import NumberField from './NumberField.svelte';

function field(value: number | null) {
	const props = $state({
		label: 'Answer',
		value,
		onnumber: (number: number | null) => {
			props.value = number;
		}
	});
	mounted(NumberField, props);
	return { props, box: page.getByRole('textbox', { name: 'Answer' }) };
}

test('a number that can be read in two ways is asked about and not taken', async () => {
	const { props, box } = field(null);
	await box.fill('8,850');
	await expect
		.element(page.getByText('8850 or 8.85? Write it without a thousands separator.'))
		.toBeVisible();
	expect(props.value).toBeNull();
	await box.fill('8850');
	expect(props.value).toBe(8850);
	await expect.element(box).toBeValid();
});

test('what is no number stays to be put right, and holds a form back', async () => {
	const { props, box } = field(90);
	await box.fill('abc');
	await userEvent.tab();
	await expect.element(box).toHaveValue('abc');
	await expect.element(page.getByText('Enter a number.')).toBeVisible();
	expect(props.value).toBe(90);
	const form = document.createElement('form');
	form.append(...document.body.children);
	document.body.append(form);
	expect(focusUnread(form)).toBe(true);
	expect(document.activeElement).toBe(box.element());
});

test('a field left empty that may not be is what it was', async () => {
	const { box } = field(90);
	await box.fill('');
	await userEvent.tab();
	await expect.element(box).toHaveValue('90');
});

test('another value from elsewhere takes the place of what could not be taken', async () => {
	const { props, box } = field(90);
	await box.fill('abc');
	props.value = 45;
	await expect.element(box).toHaveValue('45');
});

test('digits of another script are read', async () => {
	const { props, box } = field(null);
	await box.fill('۱۲');
	expect(props.value).toBe(12);
});
