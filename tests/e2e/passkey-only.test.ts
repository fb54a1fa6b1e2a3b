/** Somebody whose passkey is all they have, at the page of their account. */
import type { Page } from 'playwright';
import { afterAll, beforeAll, expect, test } from 'vitest';
import {
	createProfile,
	deleteProfile,
	launchChromium,
	type Chromium
} from '../support/chromium.ts';
import { inDatabase } from '../support/database.ts';
import { startStack, type Stack } from '../support/stack.ts';
import { PASSWORD, signIn } from '../support/student.ts';
import { addAuthenticator, openAccount } from '../support/visitor.ts';

const profile = createProfile();
let stack: Stack;
let browser: Chromium;
let page: Page;

beforeAll(async () => {
	stack = await startStack();
	browser = await launchChromium(profile);
	({ page } = browser);
	await addAuthenticator(page);
	await signIn(page, stack.origin, 'teacher@demo.test');
	await page.waitForURL(/\/console$/);
	await openAccount(page, stack.origin);
	const keys = page.getByRole('region', { name: 'Passkeys' });
	await keys.getByRole('button', { name: 'Add a passkey' }).click();
	await keys.getByLabel('Present password').fill(PASSWORD);
	await keys.getByRole('button', { name: 'Add a passkey' }).click();
	await keys.getByRole('checkbox').waitFor();
	await inDatabase(stack, (query) =>
		query('delete from user_passwords where user_id = (select id from users where email = $1)', [
			'teacher@demo.test'
		])
	);
	await openAccount(page, stack.origin);
});
afterAll(async () => {
	await browser?.close();
	await stack?.dispose();
	deleteProfile(profile);
});

const dialog = () => page.getByRole('alertdialog');

test('they prove with it that it is still them, and are asked for no password', async () => {
	const box = page.getByRole('checkbox', { name: 'Ask for it after my password' });
	await box.check();
	await page.getByText('your password is not enough').waitFor();
	await box.click();
	await dialog().getByText('asked for a passkey that you have here already').waitFor();
	expect(await dialog().getByLabel('Present password').count()).toBe(0);
	await dialog().getByRole('button', { name: 'Stop asking' }).click();
	await expect.poll(() => dialog().count()).toBe(0);
	await expect.poll(() => box.isChecked()).toBe(false);
});

test('their last way to sign in stays, and the page says why and what to do first', async () => {
	const keys = page.getByRole('region', { name: 'Passkeys' });
	await keys.getByRole('button', { name: /^Remove / }).click();
	await dialog().getByRole('button', { name: 'Remove' }).click();
	await dialog().getByRole('alert').filter({ hasText: 'your only way to sign in' }).waitFor();
	await page.keyboard.press('Escape');
	await keys.getByRole('button', { name: /^Remove / }).waitFor();
	await page.getByRole('link', { name: 'Set a password' }).click();
	await page.getByRole('button', { name: 'Send link' }).waitFor();
});
