/** Several institutions in one installation: each finds its own way in on the sign-in page, and its own name when registering. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import {
	createProfile,
	deleteProfile,
	launchChromium,
	type Chromium
} from '../support/chromium.ts';
import { inDatabase } from '../support/database.ts';
import { apiClient } from '../support/http.ts';
import { findings, settled } from '../support/looks.ts';
import { startStack, type Stack } from '../support/stack.ts';

const profile = createProfile();
let stack: Stack;
let browser: Chromium;
let page: Chromium['page'];

const addInstitution = async (name: string, providers: readonly string[]) =>
	inDatabase(stack, async (query) => {
		const institution = crypto.randomUUID();
		await query("insert into institutions (id, name, registration) values ($1, $2, 'open')", [
			institution,
			name
		]);
		for (const provider of providers)
			await query(
				'insert into identity_providers (id, institution_id, name, issuer, client_id) values ($1, $2, $3, $4, $5)',
				[crypto.randomUUID(), institution, provider, 'https://login.example', provider]
			);
	});

beforeAll(async () => {
	stack = await startStack();
	browser = await launchChromium(profile);
	({ page } = browser);
});
afterAll(async () => {
	await browser?.close();
	await stack?.dispose();
	deleteProfile(profile);
});

const link = (name: string | RegExp) => page.getByRole('link', { name });
const button = (name: string) => page.getByRole('button', { name, exact: true });
const search = () => page.getByRole('searchbox', { name: 'Your institution' });

test('a few providers of several institutions stand together, each with whose it is', async () => {
	await addInstitution('Lycée du Nord', ['Portail', 'Google']);
	await addInstitution('Southern College', ['Google']);
	await page.goto(stack.origin);
	await link('Continue with Portail Lycée du Nord').waitFor();
	await link('Continue with Google Southern College').waitFor();
	expect(await search().count()).toBe(0);
	expect(await findings(page, settled(page))).toEqual([]);
});

test('many are found by the institution’s name, with the keyboard alone, and the choice is remembered here', async () => {
	await addInstitution('A University', ['Portal', 'Google', 'Library card', 'Staff']);
	await page.goto(stack.origin);
	await search().waitFor();
	expect(await link(/Continue with/).count()).toBe(0);
	expect(await findings(page, settled(page))).toEqual([]);
	await page.goto(stack.origin);
	await search().fill('nothing like it');
	await page.getByRole('status').filter({ hasText: 'None by that name' }).waitFor();
	await search().fill('lycee');
	await page.getByRole('status').filter({ hasText: '1 institution found.' }).waitFor();
	await search().press('Tab');
	await page.keyboard.press('Enter');
	await link('Continue with Portail').waitFor();
	expect(await link(/Continue with/).count()).toBe(2);
	expect(await link('Continue with Google').evaluate((one) => one === document.activeElement)).toBe(
		true
	);
	await page.reload();
	await link('Continue with Portail').waitFor();
	expect(await findings(page, settled(page))).toEqual([]);
	await page.goto(stack.origin);
	await button('Another institution').click();
	expect(await search().evaluate((one) => one === document.activeElement)).toBe(true);
	await button('Southern College').click();
	await link('Continue with Google').waitFor();
	expect(await link(/Continue with/).count()).toBe(1);
});

test('whoever makes an account chooses the institution by name; the one of this device comes first', async () => {
	await (
		await apiClient(stack.origin, 'admin@demo.test')
	).patch('/admin/settings', {
		registration: 'open'
	});
	await page.goto(stack.origin);
	await link('Create an account').click();
	const choice = page.getByRole('combobox', { name: 'Institution' });
	const chosen = () => choice.evaluate((one: HTMLSelectElement) => one.selectedOptions[0]?.label);
	expect(await chosen()).toBe('Southern College');
	await choice.selectOption('Demo School');
	await page.getByRole('textbox', { name: 'Name' }).fill('New Student');
	await page.getByRole('textbox', { name: 'Email' }).fill('new@demo.test');
	await page.getByLabel('Choose a password').fill('a long quiet password');
	await button('Create account').click();
	await page.getByRole('heading', { name: 'Check your mail' }).waitFor();
	const admin = await apiClient(stack.origin, 'admin@demo.test');
	expect(JSON.stringify(await admin.get('/admin/users?search=new@demo.test'))).toContain(
		'New Student'
	);
});
