import { flushSync } from 'svelte';
import { expect, test } from 'vitest';
import { page } from 'vitest/browser';
import { mounted } from '#app/testing/mounted.ts';
import { setNumberRows, type Units } from './answers.ts';
import type { ItemDesk, Step } from './item-desk.ts';
import { newItem } from './new-item.ts';
import UnitFields from './UnitFields.svelte';

function show() {
	let authored = setNumberRows([
		{ value: 60, tolerance: { kind: 'absolute', amount: 0 }, share: 1 }
	])(newItem('numeric', 'Speed', 'speed'));
	const now = (): Units =>
		authored.solution?.type === 'numeric' ? (authored.solution.units ?? []) : [];
	const desk = {
		change: (step: Step) => {
			authored = step(authored);
			props.units = now();
		}
	} as ItemDesk;
	const props = $state({ desk, unit: 'km/h', units: now(), keyed: true });
	mounted(UnitFields, props);
	return props;
}
const add = () => page.getByRole('button', { name: 'Add another unit' }).click();
const other = () => page.getByRole('textbox', { name: 'Other unit 1' });

test('another unit is none until it is named, and its row stays while it is', async () => {
	const props = show();
	await add();
	await expect.element(other()).toHaveValue('');
	expect(props.units).toEqual([]);
	await other().click();
	for (const typed of ['m', 'm/', 'm/s']) await other().fill(typed);
	expect(props.units).toEqual([{ name: 'm/s', factor: 1 }]);
	await expect.element(other()).toHaveFocus();
});

test('the factor says in which direction it counts, and is kept when it is typed first', async () => {
	const props = show();
	await add();
	await page.getByRole('textbox', { name: 'Factor of unit 1' }).fill('3.6');
	expect(props.units).toEqual([]);
	await other().fill('m/s');
	expect(props.units).toEqual([{ name: 'm/s', factor: 3.6 }]);
	await expect
		.element(page.getByRole('textbox', { name: 'How many km/h is 1 m/s' }))
		.toHaveValue('3.6');
});

test('a row that was begun is taken away again, and nothing changed', async () => {
	const props = show();
	await add();
	await page.getByRole('button', { name: /Other unit 1/ }).click();
	flushSync();
	expect(other().elements()).toEqual([]);
	expect(props.units).toEqual([]);
});
