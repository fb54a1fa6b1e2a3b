import { expect, test } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { mounted } from '#app/testing/mounted.ts';
import { speak } from '#app/testing/speak.ts';
import { focusUnread } from '#app/ui/focus-invalid.ts';
import NumberField from './NumberField.svelte';

type Bounds = { least?: number; most?: number; step?: number; disabled?: boolean };
function field(value: number | null, bounds: Bounds = {}) {
	const props = $state({
		label: 'Answer',
		value,
		...bounds,
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

test('what did not fit is taken when the bounds have moved, and shown wrong no more', async () => {
	const { props, box } = field(null, { least: 0, most: 500 });
	await box.fill('600');
	await userEvent.tab();
	await expect.element(box).toBeInvalid();
	props.most = 1000;
	await expect.element(box).toBeValid();
	expect(props.value).toBe(600);
	await expect.element(box).toHaveValue('600');
});

test('what could not be taken does not come back with the value it stood over', async () => {
	const { props, box } = field(90);
	await box.fill('abc');
	props.value = 45;
	await expect.element(box).toHaveValue('45');
	props.value = 90;
	await expect.element(box).toHaveValue('90');
	await expect.element(box).toBeValid();
});

test('finer than its steps is not taken, and the steps are said', async () => {
	const { props, box } = field(1, { least: 0, most: 1000, step: 0.01 });
	await box.fill('1.25');
	expect(props.value).toBe(1.25);
	await box.fill('1.255');
	await expect.element(page.getByText('In steps of 0.01.')).toBeVisible();
	expect(props.value).toBe(1.25);
});

test('the number that stood there is not asked about, whatever the language makes of it', async () => {
	const { props, box } = field(3.142);
	speak('es');
	await box.fill('3.1');
	expect(props.value).toBe(3.1);
	props.value = 3.142;
	await expect.element(box).toHaveValue('3.142');
	await box.fill('3.142');
	await expect.element(box).toBeValid();
	await box.fill('8.850');
	await expect.element(box).toBeInvalid();
	expect(props.value).toBe(3.142);
});

test('a disabled field holds no form back', async () => {
	const { props, box } = field(90, { disabled: false });
	await box.fill('abc');
	props.disabled = true;
	await expect.element(box).toBeDisabled();
	expect(focusUnread(document.body)).toBe(false);
});

test('a field in what is closed is opened to and focused', async () => {
	const { box } = field(90);
	await box.fill('abc');
	const outer = document.createElement('details');
	const inner = document.createElement('details');
	inner.append(...document.body.children);
	outer.append(inner);
	document.body.append(outer);
	const input = outer.querySelector('input');
	expect(focusUnread(document.body)).toBe(true);
	expect([outer.open, inner.open]).toEqual([true, true]);
	expect(document.activeElement).toBe(input);
});
