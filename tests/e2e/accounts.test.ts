/** Coming in, getting back in and going out, in a browser: mailed links, passkeys, devices. */
import type { Locator } from 'playwright';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
	createProfile,
	deleteProfile,
	launchChromium,
	type Chromium
} from '../support/chromium.ts';
import { apiClient } from '../support/http.ts';
import { findings, settled } from '../support/looks.ts';
import { watchPage, type Watched } from '../support/page-watch.ts';
import { startStack, type Stack } from '../support/stack.ts';
import { PASSWORD, signIn } from '../support/student.ts';
import { addAuthenticator, linkIn, mailTo, openAccount, signOut } from '../support/visitor.ts';

const NEXT = 'three plain words together';
const profile = createProfile();
let stack: Stack;
let browser: Chromium;
let page: Chromium['page'];
let seen: Watched;
let admin: Awaited<ReturnType<typeof apiClient>>;

beforeAll(async () => {
	stack = await startStack();
	browser = await launchChromium(profile);
	({ page } = browser);
	seen = await watchPage(browser.context, stack.origin);
	admin = await apiClient(stack.origin, 'admin@demo.test');
	await addAuthenticator(page);
});
afterAll(async () => {
	await browser?.close();
	await stack?.dispose();
	deleteProfile(profile);
});

const open = (path: string) => page.goto(`${stack.origin}${path}`);
const button = (name: string) => page.getByRole('button', { name, exact: true });
const section = (name: string) => page.getByRole('region', { name });
const expectFocused = (field: Locator) =>
	expect.poll(() => field.evaluate((node) => node === document.activeElement)).toBe(true);
const invite = (email: string) =>
	admin.post('/admin/invitations', { emails: [email], roles: ['teacher'] });

test('a forgotten password is set anew by a mailed link, once; the old one and every sign-in end', async () => {
	const before = await apiClient(stack.origin, 'student2@demo.test');
	await open('/');
	await page.getByRole('link', { name: 'Forgotten your password?' }).click();
	await button('Send link').click();
	expect(await page.getByRole('textbox', { name: 'Email' }).getAttribute('aria-invalid')).toBe(
		'true'
	);
	await page.getByRole('textbox', { name: 'Email' }).fill('student2@demo.test');
	await button('Send link').click();
	await page.getByRole('heading', { name: 'Check your mail' }).waitFor();
	await page.getByRole('link', { name: 'Back to sign-in' }).click();
	await mailTo(stack.origin, 'student2@demo.test', /password/i);
	await page.getByRole('link', { name: 'Captured mail' }).click();
	await page.getByRole('link', { name: /\/account\/reset#/ }).click();
	await page.waitForURL(/\/account\/reset#/);
	const link = page.url();
	await page.getByLabel('New password').fill('short');
	await button('Set password').click();
	await page.getByText('Use at least 10 characters.', { exact: true }).waitFor();
	const field = page.getByLabel('New password');
	await field.fill('student2-2025');
	await button('Set password').click();
	await page.getByText('easy to guess').waitFor();
	await expectFocused(field);
	await field.fill(NEXT);
	await button('Set password').click();
	await page.getByRole('status').filter({ hasText: 'Your new password is set' }).waitFor();
	await expect(before.get('/attempts')).rejects.toThrow('401');

	await signIn(page, stack.origin, 'student2@demo.test');
	await page.getByRole('alert').waitFor();
	await signIn(page, stack.origin, 'student2@demo.test', NEXT);
	await page.waitForURL(/\/exams$/);
	await signOut(page);

	await page.goto(link);
	await page.getByLabel('New password').fill(NEXT);
	await button('Set password').click();
	await page.getByRole('alert').filter({ hasText: 'does not work any more' }).waitFor();
});

test('an account is made where the institution lets people, confirmed by mail and the password chosen', async () => {
	await open('/account/register');
	await page.getByText('Accounts are made by invitation here').waitFor();
	await admin.patch('/admin/settings', { registration: 'open', emailDomains: ['demo.test'] });
	await open('/');
	await page.getByRole('link', { name: 'Create an account' }).click();
	await page.getByRole('textbox', { name: 'Name' }).fill('New Student');
	await page.getByRole('textbox', { name: 'Email' }).fill('new@elsewhere.test');
	await page.getByLabel('Choose a password').fill('new-student-1');
	await button('Create account').click();
	await page.getByText('easy to guess').waitFor();
	await expectFocused(page.getByLabel('Choose a password'));
	await page.getByLabel('Choose a password').fill(NEXT);
	await button('Create account').click();
	await page.getByRole('alert').filter({ hasText: 'does not take people in' }).waitFor();
	await page.getByRole('textbox', { name: 'Email' }).fill('new@demo.test');
	await button('Create account').click();
	await page.getByRole('heading', { name: 'Check your mail' }).waitFor();
	await page.goto(linkIn((await mailTo(stack.origin, 'new@demo.test', /./)).body));
	await page.getByLabel('Password', { exact: true }).fill('not what was chosen');
	await button('Confirm and sign in').click();
	await page.getByRole('alert').filter({ hasText: 'not the password you chose' }).waitFor();
	await page.getByLabel('Password', { exact: true }).fill(NEXT);
	await button('Confirm and sign in').click();
	await page.waitForURL(/\/exams$/);
	await signOut(page);
});

test('an invitation says whom it is for and leads to the console', async () => {
	await invite('invited@demo.test');
	await page.goto(linkIn((await mailTo(stack.origin, 'invited@demo.test', /./)).body));
	await page.getByText('invited@demo.test', { exact: true }).waitFor();
	await page.getByRole('definition').filter({ hasText: 'Teacher' }).waitFor();
	await page.getByRole('textbox', { name: 'Name' }).fill('Invited Teacher');
	await page.getByLabel('Choose a password').fill(NEXT);
	await button('Create account and sign in').click();
	await page.waitForURL(/\/console$/);
	await signOut(page);
});

test('a passkey is added, asked for after the password, enough by itself, and removed', async () => {
	await signIn(page, stack.origin, 'teacher@demo.test');
	await page.waitForURL(/\/console$/);
	await button('Account').click();
	await page.getByRole('link', { name: 'Your account' }).click();
	const keys = section('Passkeys');
	await keys.getByRole('button', { name: 'Add a passkey' }).click();
	await keys.getByRole('textbox', { name: 'Name of the passkey' }).fill('Office laptop');
	const present = keys.getByLabel('Present password');
	await keys.getByRole('button', { name: 'Add a passkey' }).click();
	await expectFocused(present);
	await present.fill('not the present one');
	await present.press('Enter');
	await keys.getByText('The present password is wrong').waitFor();
	await expectFocused(present);
	expect(await present.getAttribute('aria-invalid')).toBe('true');
	await present.fill(PASSWORD);
	await keys.getByRole('button', { name: 'Add a passkey' }).click();
	await keys.getByText('Office laptop', { exact: true }).waitFor();
	await mailTo(stack.origin, 'teacher@demo.test', /passkey was added/);
	await keys.getByRole('checkbox', { name: 'Ask for it after my password' }).check();
	await page.getByText('your password is not enough').waitFor();
	await signOut(page);

	await signIn(page, stack.origin, 'teacher@demo.test');
	await page.waitForURL(/\/console$/);
	await openAccount(page, stack.origin);
	await section('Where you are signed in').getByText('with password and passkey').waitFor();
	await signOut(page);

	await button('Use a passkey').click();
	await page.waitForURL(/\/console$/);
	await openAccount(page, stack.origin);
	await keys.getByRole('button', { name: 'Remove Office laptop' }).click();
	const dialog = page.getByRole('alertdialog');
	await expectFocused(dialog.getByLabel('Present password'));
	await page.keyboard.type('not the present one');
	await page.keyboard.press('Enter');
	await dialog.getByText('The present password is wrong').waitFor();
	await expectFocused(dialog.getByLabel('Present password'));
	await dialog.getByLabel('Present password').fill(PASSWORD);
	await dialog.getByRole('button', { name: 'Remove' }).click();
	await keys.getByText('No passkey yet.').waitFor();
	await signOut(page);

	await button('Use a passkey').click();
	await page.getByRole('alert').filter({ hasText: 'passkey' }).waitFor();
	await signIn(page, stack.origin, 'teacher@demo.test');
	await page.waitForURL(/\/console$/);
	await signOut(page);
});

test('the passkey is no longer asked for once the password was given for that, and not before', async () => {
	await signIn(page, stack.origin, 'teacher@demo.test');
	await page.waitForURL(/\/console$/);
	await openAccount(page, stack.origin);
	const keys = section('Passkeys');
	await keys.getByRole('button', { name: 'Add a passkey' }).click();
	await keys.getByLabel('Present password').fill(PASSWORD);
	await keys.getByRole('button', { name: 'Add a passkey' }).click();
	const box = keys.getByRole('checkbox', { name: 'Ask for it after my password' });
	await box.check();
	await page.getByText('your password is not enough').waitFor();
	const dialog = page.getByRole('alertdialog');
	await box.focus();
	await page.keyboard.press('Space');
	await dialog.getByLabel('Present password').waitFor();
	await page.keyboard.press('Escape');
	await expect.poll(() => dialog.count()).toBe(0);
	expect(await box.isChecked()).toBe(true);
	await expectFocused(box);
	await box.click();
	await dialog.getByLabel('Present password').fill(PASSWORD);
	await dialog.getByRole('button', { name: 'Stop asking' }).click();
	await page.getByText('Your password alone signs you in again.', { exact: true }).waitFor();
	expect(await box.isChecked()).toBe(false);
	await mailTo(stack.origin, 'teacher@demo.test', /password alone/);
	await openAccount(page, stack.origin);
	expect(await box.isChecked()).toBe(false);
	await box.check();
	await page.getByText('your password is not enough').waitFor();
	const asked = async () => {
		await page.getByRole('checkbox').click();
		await dialog.locator('input').waitFor();
	};
	expect(await findings(page, asked)).toEqual([]);
	await openAccount(page, stack.origin);
	await signOut(page);
});

test('a changed password signs out the other devices and keeps this one', async () => {
	const other = await apiClient(stack.origin, 'proctor@demo.test');
	await signIn(page, stack.origin, 'proctor@demo.test');
	await page.waitForURL(/\/console$/);
	await openAccount(page, stack.origin);
	const part = section('Password');
	await part.getByRole('button', { name: 'Change password' }).click();
	await part.getByLabel('Present password').fill('not the present one');
	await part.getByLabel('New password').fill(NEXT);
	await part.getByRole('button', { name: 'Change password' }).click();
	await part.getByText('The present password is wrong').waitFor();
	await expectFocused(part.getByLabel('Present password'));
	await part.getByLabel('Present password').fill(PASSWORD);
	await part.getByRole('button', { name: 'Change password' }).click();
	await page.getByText('Every other device is signed out').waitFor();
	await expect(other.get('/sittings')).rejects.toThrow('401');
	await openAccount(page, stack.origin);
	await signOut(page);
});

test('one device is signed out, then all of them', async () => {
	const [one, two] = await Promise.all([
		apiClient(stack.origin, 'student3@demo.test'),
		apiClient(stack.origin, 'student3@demo.test')
	]);
	await signIn(page, stack.origin, 'student3@demo.test');
	await page.waitForURL(/\/exams$/);
	await openAccount(page, stack.origin);
	const rows = section('Where you are signed in').getByRole('listitem');
	await expect.poll(() => rows.count()).toBe(3);
	await rows.first().getByText('This device').waitFor();
	expect(await section('Passkeys').count()).toBe(0);
	await rows.nth(1).getByRole('button').click();
	await expect.poll(() => rows.count()).toBe(2);
	const still = await Promise.allSettled([one.get('/attempts'), two.get('/attempts')]);
	expect(still.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);

	await button('Sign out everywhere').click();
	await page.getByRole('alertdialog').getByRole('button', { name: 'Sign out everywhere' }).click();
	await page.getByRole('textbox', { name: 'Email' }).waitFor();
	for (const client of [one, two]) await expect(client.get('/attempts')).rejects.toThrow('401');
	await open('/account');
	await page.getByRole('textbox', { name: 'Email' }).waitFor();
});

test('one’s data are erased: confirmed by the address, shown as final, and then nobody signs in as them', async () => {
	await signIn(page, stack.origin, 'student3@demo.test');
	await page.waitForURL(/\/exams$/);
	await openAccount(page, stack.origin);
	const erase = section('Erase my data');
	await erase.getByRole('button', { name: 'Erase everything…' }).click();
	await erase.getByText('This cannot be undone').waitFor();
	await erase.getByLabel('Type your email address').fill('student1@demo.test');
	await erase.getByLabel('Present password').fill('not it');
	await erase.getByRole('button', { name: 'Erase for good' }).click();
	await erase.getByText('That is not the address of this account.', { exact: true }).waitFor();
	await erase.getByLabel('Type your email address').fill('Student3@demo.test');
	await erase.getByRole('button', { name: 'Erase for good' }).click();
	await erase.getByText('The present password is wrong').waitFor();
	await expectFocused(erase.getByLabel('Present password'));
	await erase.getByLabel('Present password').fill(PASSWORD);
	await erase.getByRole('button', { name: 'Erase for good' }).click();
	await page.getByRole('status').filter({ hasText: 'Your data has been erased' }).waitFor();
	await signIn(page, stack.origin, 'student3@demo.test');
	await page.getByRole('alert').waitFor();
	const people = await admin.get('/admin/users?state=erased');
	expect(JSON.stringify(people)).toContain('"state":"erased"');
});

describe('axe finds nothing', () => {
	test.each(['/', '/account/forgot', '/account/register', '/account/mail', '/account/reset#none'])(
		'on %s',
		async (path) => {
			await open(path);
			expect(await findings(page, settled(page))).toEqual([]);
		}
	);
	test('on a link that does not hold, and on one that asks for a password', async () => {
		await open(`/account/join#${'x'.repeat(30)}`);
		expect(await findings(page, () => page.getByRole('alert').waitFor())).toEqual([]);
		await open(`/account/verify#${'x'.repeat(30)}`);
		expect(await findings(page, settled(page))).toEqual([]);
	});
	test('on an invitation', async () => {
		await invite('later@demo.test');
		await page.goto(linkIn((await mailTo(stack.origin, 'later@demo.test', /./)).body));
		expect(await findings(page, () => page.locator('form').waitFor())).toEqual([]);
	});
	test('on one’s own account', async () => {
		await signIn(page, stack.origin, 'teacher@demo.test');
		await page.waitForURL(/\/console$/);
		await open('/account');
		expect(
			await findings(page, () =>
				page.getByRole('checkbox').or(page.locator('dl')).first().waitFor()
			)
		).toEqual([]);
		await openAccount(page, stack.origin);
		await signOut(page);
	});
});

test('without a network the pages open from this device and say what they need', async () => {
	await signIn(page, stack.origin, 'student1@demo.test');
	await page.waitForURL(/\/exams$/);
	await page.evaluate(async () => void (await navigator.serviceWorker.ready));
	await browser.context.setOffline(true);
	for (const path of ['/account', '/account/mail', '/account/register']) {
		await open(path);
		await page.getByRole('alert').filter({ hasText: 'There is no network' }).waitFor();
	}
	await open('/account/forgot');
	await page.getByRole('textbox', { name: 'Email' }).fill('student1@demo.test');
	await button('Send link').click();
	await page.getByRole('alert').filter({ hasText: 'There is no network' }).waitFor();
	await browser.context.setOffline(false);
});

test('no page broke the content policy, left the origin, or threw', () => {
	expect(seen).toEqual({ violations: [], foreign: [], errors: [] });
});
