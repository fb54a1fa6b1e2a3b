import { createRawSnippet, flushSync } from 'svelte';
import { expect, test } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { mounted } from '#app/testing/mounted.ts';
import { policyPresets } from '#sync/policy-presets.ts';
import type { LawHere } from '#sync/schema/law.ts';
import type { Policy } from '#sync/schema/policy.ts';
import PolicyField from './PolicyField.svelte';

/** Stands for the notice: the analyses of the policy that it is given. */
const notice = createRawSnippet<[Policy]>((policy) => {
	const words = () => `told: ${(policy().analyses ?? []).join(' ')}.`;
	return {
		render: () => `<p data-testid="told">${words()}</p>`,
		setup: (element) => {
			$effect(() => {
				element.textContent = words();
			});
		}
	};
});

function show(law: () => Promise<LawHere>, change: Partial<Policy> = {}) {
	const props = $state({
		api: { law },
		policy: { ...structuredClone(policyPresets.supervised), ...change } as Policy,
		notice
	});
	mounted(PolicyField, props);
	flushSync();
	return userEvent.click(page.getByText('Change it check by check'));
}
const arousal = () => page.getByRole('checkbox', { name: /^Change of voice and blinking/ });
const told = () => page.getByTestId('told');

test('arousal is off, can be chosen where the law allows it, and the notice beside follows', async () => {
	await show(async () => ({ arousal: null }));
	await expect.element(arousal()).toBeEnabled();
	await expect.element(arousal()).not.toBeChecked();
	await expect.element(told()).toHaveTextContent('told: head.');
	await arousal().click();
	await expect.element(told()).toHaveTextContent('told: head arousal.');
});

test.each([
	['arousal_in_eea', /EU or the EEA, where this comparison is forbidden/],
	['arousal_country_unknown', /while the country of your institution is not set/]
] as const)('%s: it cannot be chosen, and says why', async (because, words) => {
	await show(async () => ({ arousal: because }));
	await expect.element(arousal()).toBeDisabled();
	await expect.element(arousal()).toHaveAccessibleDescription(words);
});

test('chosen before the country was another, it is told to nobody and can be taken back', async () => {
	await show(async () => ({ arousal: 'arousal_in_eea' }), { analyses: ['head', 'arousal'] });
	await expect.element(told()).toHaveTextContent('told: head.');
	await expect.element(arousal()).toBeChecked();
	await arousal().click();
	await expect.element(arousal()).not.toBeChecked();
	await expect.element(arousal()).toBeDisabled();
});

test('while nobody answers what the law is it stays off, and is asked again', async () => {
	let answers = 0;
	await show(async () => {
		if (answers++ === 0) throw new Error('no network');
		return { arousal: null };
	});
	await expect.element(arousal()).toBeDisabled();
	await page.getByRole('button', { name: 'Try again' }).click();
	await expect.element(arousal()).toBeEnabled();
});

test('sharing the screen has a switch, off at first, and the notice beside follows', async () => {
	await show(async () => ({ arousal: null }));
	const screen = page.getByRole('checkbox', { name: 'The student shares the screen' });
	await expect.element(screen).not.toBeChecked();
	await screen.click();
	await expect.element(told()).toHaveTextContent('told: head screen.');
	await expect.element(screen).toHaveAccessibleDescription(/phones and tablets/);
});
