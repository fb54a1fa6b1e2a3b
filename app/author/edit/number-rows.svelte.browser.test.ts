import { expect, test } from 'vitest';
import { page } from 'vitest/browser';
import { mounted } from '#app/testing/mounted.ts';
import type { NumberRow } from './answers.ts';
import NumberRows from './NumberRows.svelte';

test('a tolerance can be set before the number is typed, and goes with it', async () => {
	const props = $state({
		rows: [] as NumberRow[],
		onrows: (rows: NumberRow[]) => {
			props.rows = rows;
		}
	});
	mounted(NumberRows, props);
	await page.getByRole('textbox', { name: 'May be off by' }).fill('0.5');
	expect(props.rows).toEqual([]);
	await page.getByRole('textbox', { name: 'Answer 1' }).fill('12');
	expect(props.rows).toEqual([
		{ value: 12, tolerance: { kind: 'absolute', amount: 0.5 }, share: 1 }
	]);
});
